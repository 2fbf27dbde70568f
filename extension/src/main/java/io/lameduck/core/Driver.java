package io.lameduck.core;

import java.time.Duration;
import java.util.Optional;

/** The run that came first, which the others join. */
final class Driver {

  private enum Fate {
    /** Asked for by an operator, who may take it back. */
    OPEN,
    /** Something that ends in a stop has asked for it, or joined. */
    FINAL,
    RESUMED
  }

  private final Trigger trigger;
  private final long start;
  private final long deadline;
  private final Conclusion conclusion = new Conclusion();
  private volatile Fate fate; // Changed under the lock of the Course only.

  Driver(Trigger trigger, long start, long deadline) {
    this.trigger = trigger;
    this.start = start;
    this.deadline = deadline;
    this.fate = trigger.stops() ? Fate.FINAL : Fate.OPEN;
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

  /** The nanoseconds until the deadline; negative where it has passed. */
  long left(MonotonicClock clock) {
    return deadline - clock.nanos();
  }

  /**
   * False where it was taken back, or is past, so that the trigger has to begin its own. Under the
   * lock of the Course.
   */
  boolean joins(Trigger other, Drain drain) {
    if (isResumed() || isPast(drain)) {
      return false;
    }
    if (other.stops()) {
      fate = Fate.FINAL;
    }
    return true;
  }

  /**
   * Whether it is over, and was not the beginning of a stop: after a preStop hook the process would
   * have been killed by now. A stop that comes later has a grace period of its own.
   */
  boolean isPast(Drain drain) {
    return !trigger.stops()
        && conclusion.reached()
        && drain.clock.nanos() - start > drain.settings.gracePeriod().toNanos();
  }

  /**
   * False where a stop has asked for it, too. Under the lock of the Course; may be repeated, where
   * that failed half-way.
   */
  boolean resume() {
    if (fate == Fate.OPEN) {
      fate = Fate.RESUMED;
    }
    return fate == Fate.RESUMED;
  }

  /** Whether it may be taken back. */
  boolean isOpen() {
    return fate == Fate.OPEN;
  }

  boolean isResumed() {
    return fate == Fate.RESUMED;
  }

  /** On the calling thread; whatever becomes of it, those who wait for the end hear of it. */
  Optional<DrainReport> drive(Drain drain) {
    Optional<DrainReport> report = Optional.empty();
    try {
      report = Optional.of(new DrainRun(drain, this).toTheEnd());
      return report;
    } finally {
      conclusion.reach(report);
    }
  }

  Optional<DrainReport> awaitEnd(MonotonicClock clock, Duration bound) {
    return conclusion.await(clock, bound.toNanos());
  }
}
