package io.lameduck.core;

import java.time.Duration;

/** The way of one thread through the phases of a drain. */
final class DrainRun {

  /** The others cannot wake us; this is how much later than they a drain may end. */
  private static final long LOOK_AT_PEERS = Duration.ofMillis(20).toNanos();

  private final Drain drain;
  private final Trigger trigger;
  private final long start;
  private final long deadline;
  private final boolean announces;

  DrainRun(Drain drain, Trigger trigger, long start, long deadline) {
    this.drain = drain;
    this.trigger = trigger;
    this.start = start;
    this.deadline = deadline;
    this.announces = trigger.doorOpen() && drain.wanted();
  }

  DrainReport toTheEnd() {
    drain.late.from(start);
    // The phase before the gate: what the gate marks late is served by an announced drain.
    drain.begin(announces ? Phase.LAME_DUCK : Phase.DRAINING);
    long runningAtStart = drain.gate.announce(drain.waiters::wake);
    if (announces) {
      drain.messages.lameDuck(trigger, runningAtStart, drain.settings);
      drain.waiters.await(this::untilTheDoorCanClose);
      drain.begin(Phase.DRAINING);
    } else {
      drain.messages.lameDuckSkipped(trigger);
    }
    long draining = drain.clock.nanos();
    drain.messages.draining(drain.gate.running(), Duration.ofNanos(Math.max(0, left())));
    drain.waiters.await(this::untilIdle);
    return end(runningAtStart, draining, drain.clock.nanos());
  }

  /** At least min, then until quiet, at most max. New arrivals only move the time to look again. */
  private long untilTheDoorCanClose() {
    if (drain.isCutShort() || drain.doorClosed()) {
      return 0;
    }
    Settings settings = drain.settings;
    long elapsed = drain.clock.nanos() - start;
    long quietSince = Math.max(drain.late.last() - start, elapsed - drain.peers.quietNanos());
    long until =
        Math.max(settings.announceMin().toNanos(), quietSince + settings.announceQuiet().toNanos());
    return Math.min(until, settings.announceMax().toNanos()) - elapsed;
  }

  private long untilIdle() {
    if (drain.isCutShort()) {
      return 0;
    }
    if (drain.gate.running() > 0) {
      return left();
    }
    // An application that is stopped has nothing to do with the others.
    boolean together = trigger.doorOpen() && !drain.doorClosed();
    return together && drain.peers.busy() ? Math.min(left(), LOOK_AT_PEERS) : 0;
  }

  private long left() {
    return deadline - drain.clock.nanos();
  }

  private DrainReport end(long runningAtStart, long draining, long now) {
    long abandoned = drain.gate.running();
    long servedLate = drain.late.count();
    drain.begin(abandoned == 0 ? Phase.DRAINED : Phase.TIMED_OUT);
    DrainReport result =
        new DrainReport(
            trigger,
            outcome(abandoned),
            Duration.ofNanos(announces ? draining - start : 0),
            Duration.ofNanos(now - draining),
            servedLate,
            Math.max(0, runningAtStart + servedLate - abandoned),
            abandoned);
    drain.messages.report(result);
    return result;
  }

  private DrainReport.Outcome outcome(long abandoned) {
    if (drain.isCutShort()) {
      return DrainReport.Outcome.CUT_SHORT;
    }
    return abandoned == 0 ? DrainReport.Outcome.DRAINED : DrainReport.Outcome.TIMED_OUT;
  }
}
