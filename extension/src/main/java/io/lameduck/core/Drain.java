package io.lameduck.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The drain of one deployment: there is one, whoever asks for it. The first {@link #run} works
 * through the phases on the calling thread; every later one joins it. Everything else never blocks
 * and may be called by any thread at any time.
 */
public final class Drain {

  /** Who runs the drain, and until when. */
  private record Driver(Thread thread, long deadline) {}

  /** A phase and the moment it began, by the wall clock: for people, never for arithmetic. */
  private record Stage(Phase phase, Instant since) {}

  private final Settings settings;
  private final RequestGate gate;
  private final MonotonicClock clock;
  private final InstantSource wallClock;
  private final Messages messages;

  private final AtomicReference<@Nullable Driver> driver = new AtomicReference<>();
  private final Conclusion conclusion = new Conclusion();
  private final Arrivals late = new Arrivals();
  private volatile Stage stage;
  private volatile boolean wanted;
  private volatile boolean doorClosed;
  private volatile boolean cutShort;

  /** A drain that has not begun. */
  public Drain(
      Settings settings,
      RequestGate gate,
      MonotonicClock clock,
      InstantSource wallClock,
      Messages messages) {
    this.settings = settings;
    this.gate = gate;
    this.clock = clock;
    this.wallClock = wallClock;
    this.messages = messages;
    this.stage = new Stage(Phase.SERVING, wallClock.instant());
  }

  /** The present phase. */
  public Phase phase() {
    return stage.phase();
  }

  /** When the present phase began, by the wall clock. */
  public Instant since() {
    return stage.since();
  }

  /** Whether a drain has begun, so that clients are to be sent elsewhere. */
  public boolean announced() {
    return stage.phase() != Phase.SERVING;
  }

  /** How many requests are in flight. */
  public long activeRequests() {
    return gate.running();
  }

  /** Somebody was told that this deployment is ready, so traffic may be on its way. */
  public void toldReady() {
    wanted = true;
  }

  /** Counts a request in; the caller ends the lease when it is over. Not for probes. */
  public Lease enter() {
    Lease lease = gate.enter();
    if (lease.late()) {
      late.add(clock.nanos());
    } else if (!wanted) {
      wanted = true;
    }
    return lease;
  }

  /**
   * Runs the drain, or waits for the one that runs. Blocks until nothing is in flight, the deadline
   * has passed or {@link #cutShort} is called. An interrupt does not end it, and is still set when
   * it returns.
   *
   * @return how it went; empty where another thread's drain failed or did not end in its time
   */
  public Optional<DrainReport> run(Trigger trigger) {
    long start = clock.nanos();
    Driver self = new Driver(Thread.currentThread(), start + settings.drainTime().toNanos());
    Driver first = driver.compareAndExchange(null, self);
    if (first != null) {
      return join(trigger, first);
    }
    Optional<DrainReport> report = Optional.empty();
    try {
      report = Optional.of(new Run(trigger, start, self.deadline()).toTheEnd());
      return report;
    } finally {
      conclusion.reach(report);
    }
  }

  /** Makes a running drain return at once, and one that is yet to come not wait at all. */
  public void cutShort() {
    cutShort = true;
    wake();
  }

  private void wake() {
    Driver current = driver.get();
    if (current != null) {
      LockSupport.unpark(current.thread());
    }
  }

  private Optional<DrainReport> join(Trigger trigger, Driver first) {
    if (!trigger.doorOpen()) {
      doorClosed = true;
      wake();
    }
    // The second more is for a driver that keeps its deadline and is about to return.
    return awaitEnd(Duration.ofNanos(first.deadline() - clock.nanos()).plusSeconds(1));
  }

  /**
   * Blocks until a drain that runs has ended, or the bound has passed. An interrupt does not end
   * the wait, and is still set when it returns.
   *
   * @return how it went; empty where it has not ended in time, or failed
   */
  public Optional<DrainReport> awaitEnd(Duration bound) {
    return conclusion.await(clock, bound.toNanos());
  }

  private void begin(Phase phase) {
    stage = new Stage(phase, wallClock.instant());
  }

  /** The first caller's way through the phases. */
  private final class Run {

    private final Trigger trigger;
    private final boolean announces;
    private final long start;
    private final long deadline;
    private boolean interrupted;

    Run(Trigger trigger, long start, long deadline) {
      this.trigger = trigger;
      this.start = start;
      this.deadline = deadline;
      this.announces = trigger.doorOpen() && wanted;
    }

    DrainReport toTheEnd() {
      late.from(start);
      // The phase before the gate: what the gate marks late is served by an announced drain.
      begin(announces ? Phase.LAME_DUCK : Phase.DRAINING);
      long runningAtStart = gate.announce(Drain.this::wake);
      try {
        if (announces) {
          messages.lameDuck(trigger, runningAtStart, settings);
          announce();
          begin(Phase.DRAINING);
        } else {
          messages.lameDuckSkipped(trigger);
        }
        long draining = clock.nanos();
        messages.draining(gate.running(), left());
        awaitIdle();
        return end(runningAtStart, draining, clock.nanos());
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    /**
     * At least min, then until quiet, at most max. New arrivals only move the time to look again.
     */
    private void announce() {
      long min = settings.announceMin().toNanos();
      long max = settings.announceMax().toNanos();
      long quiet = settings.announceQuiet().toNanos();
      while (!cutShort && !doorClosed) {
        long quietAt = late.last() - start + quiet;
        long until = Math.min(Math.max(min, quietAt), max);
        long elapsed = clock.nanos() - start;
        if (elapsed >= until) {
          return;
        }
        park(until - elapsed);
      }
    }

    private void awaitIdle() {
      while (!cutShort && gate.running() > 0) {
        long left = deadline - clock.nanos();
        if (left <= 0) {
          return;
        }
        park(left);
      }
    }

    private void park(long nanos) {
      clock.park(Drain.this, nanos);
      // An interrupted thread does not park: without clearing, the wait would spin.
      interrupted |= Thread.interrupted();
    }

    private Duration left() {
      return Duration.ofNanos(Math.max(0, deadline - clock.nanos()));
    }

    private DrainReport end(long runningAtStart, long draining, long now) {
      long abandoned = gate.running();
      long servedLate = late.count();
      begin(abandoned == 0 ? Phase.DRAINED : Phase.TIMED_OUT);
      DrainReport result =
          new DrainReport(
              trigger,
              outcome(abandoned),
              Duration.ofNanos(announces ? draining - start : 0),
              Duration.ofNanos(now - draining),
              servedLate,
              Math.max(0, runningAtStart + servedLate - abandoned),
              abandoned);
      messages.report(result);
      return result;
    }

    private DrainReport.Outcome outcome(long abandoned) {
      if (cutShort) {
        return DrainReport.Outcome.CUT_SHORT;
      }
      return abandoned == 0 ? DrainReport.Outcome.DRAINED : DrainReport.Outcome.TIMED_OUT;
    }
  }
}
