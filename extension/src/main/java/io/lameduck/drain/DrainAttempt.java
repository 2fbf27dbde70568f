package io.lameduck.drain;

import io.lameduck.concurrent.MonotonicClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One attempt to drain: who asked for it, from when to when, and how it ends. A later one joins it.
 */
public final class DrainAttempt {

  private final Trigger trigger;
  private final long start;
  private final long deadline;
  private final CompletableFuture<Optional<DrainReport>> report = new CompletableFuture<>();

  DrainAttempt(Trigger trigger, long start, Duration time) {
    this.trigger = trigger;
    this.start = start;
    this.deadline = start + time.toNanos();
  }

  Trigger trigger() {
    return trigger;
  }

  long start() {
    return start;
  }

  long deadline() {
    return deadline;
  }

  /** The nanoseconds until the deadline; negative if it has passed. */
  long left(MonotonicClock clock) {
    return deadline - clock.nanos();
  }

  /**
   * Whether it is over, and was not the beginning of a stop: after a preStop hook the process would
   * have been killed by now. A stop that comes later has its own grace period.
   */
  boolean isPast(MonotonicClock clock, Duration gracePeriod) {
    return !trigger.stops() && report.isDone() && clock.nanos() - start > gracePeriod.toNanos();
  }

  /** It is over; empty if it failed or was resumed. */
  void end(Optional<DrainReport> result) {
    report.complete(result);
  }

  /**
   * Blocks until it is over, or the bound has passed. An interrupt does not end the wait, and is
   * still set afterwards.
   *
   * @return empty if it failed or was resumed, or is not over in time
   */
  Optional<DrainReport> await(MonotonicClock clock, Duration bound) {
    long until = clock.nanos() + bound.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return report.get(until - clock.nanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
