package io.lameduck.core;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The way of one thread through the phases of a drain. */
final class DrainRun {

  /** The others cannot wake us; this is how much later than they a drain may end. */
  private static final long LOOK_AT_PEERS = Duration.ofMillis(20).toNanos();

  /** What has asked for the stop may be on its way to where it waits. */
  private static final long LOOK_AGAIN = Duration.ofMillis(300).toNanos();

  /** For what has been ended to be gone. */
  private static final long STREAMS_TO_GO = Duration.ofSeconds(1).toNanos();

  /** For those that came after the others were ended; the stop has a reserve beyond it. */
  private static final Duration STREAMS_REST = Duration.ofMillis(500);

  private final Drain drain;
  private final Driver driver;
  private final Trigger trigger;
  private final boolean again; // Drained before, and never taken back.
  private final boolean announces;
  private long streamsUntil;
  private long excusedBefore;

  /** A run that has not begun. */
  DrainRun(Drain drain, Driver driver) {
    this.drain = drain;
    this.driver = driver;
    this.trigger = driver.trigger();
    this.again = drain.announced();
    this.announces = trigger.doorOpen() && drain.wanted() && !again;
  }

  DrainReport toTheEnd() {
    Phase first = announces ? Phase.LAME_DUCK : Phase.DRAINING;
    OptionalLong announced = drain.course.announce(driver, first, drain.waiters::wake);
    if (announced.isEmpty()) {
      return resumed(0, drain.clock.nanos());
    }
    long runningAtStart = announced.getAsLong();
    excusedBefore = drain.gate.excused();
    if (announces) {
      drain.parts.began(
          driver, first, () -> drain.messages.lameDuck(trigger, runningAtStart, drain.settings));
      drain.waiters.await(this::untilTheDoorCanClose);
    } else {
      drain.parts.inOrder(driver, () -> drain.messages.lameDuckSkipped(trigger, again));
    }
    long draining = drain.clock.nanos();
    if (!drain.course.begin(driver, Phase.DRAINING)) {
      return resumed(runningAtStart, draining);
    }
    drainFrom(draining);
    return end(runningAtStart, draining);
  }

  private void drainFrom(long draining) {
    Duration time = Duration.ofNanos(Math.max(0, left()));
    drain.parts.began(
        driver, Phase.DRAINING, () -> drain.messages.draining(drain.gate.running(), time));
    if (driver.isResumed()) {
      return; // While the observers heard of it. The sessions and streams go on.
    }
    long streams = Math.max(0, Math.min(left(), drain.settings.streamsTimeout().toNanos()));
    streamsUntil = drain.clock.nanos() + streams + STREAMS_TO_GO;
    drain.parts.endLongLived(Duration.ofNanos(streams), drain.waiters::wake);

    if (trigger.stops()) {
      long soon = drain.clock.nanos() + LOOK_AGAIN;
      drain.waiters.await(() -> Math.min(untilIdle(), soon - drain.clock.nanos()));
      StopRequesters.excuse(drain, trigger);
    }
    long half = draining + (driver.deadline() - draining) / 2;
    drain.waiters.await(() -> Math.min(untilIdle(), half - drain.clock.nanos()));
    if (untilIdle() > 0) {
      drain.messages.work().stillRunning(drain, Phase.DRAINING);
      drain.waiters.await(this::untilIdle);
    }
  }

  /** At least min, then until quiet, at most max. New arrivals only move the time to look again. */
  private long untilTheDoorCanClose() {
    if (isOver() || drain.doorClosed()) {
      return 0;
    }
    Settings settings = drain.settings;
    long elapsed = drain.clock.nanos() - driver.start();
    long quietSince =
        Math.max(drain.late.last() - driver.start(), elapsed - drain.peers.quietNanos());
    long until =
        Math.max(settings.announceMin().toNanos(), quietSince + settings.announceQuiet().toNanos());
    return Math.min(until, settings.announceMax().toNanos()) - elapsed;
  }

  private long untilIdle() {
    if (isOver()) {
      return 0;
    }
    if (drain.gate.running() > 0) {
      return left();
    }
    long streams = Math.min(left(), streamsUntil - drain.clock.nanos());
    if (streams > 0 && (drain.parts.ending() || drain.gate.streams().open() > 0)) {
      return streams;
    }
    // An application that is stopped has nothing to do with the others.
    boolean together = trigger.doorOpen() && !drain.doorClosed();
    boolean wait = drain.peers.busy() || (!trigger.stops() && drain.peers.serving());
    return together && wait ? Math.min(left(), LOOK_AT_PEERS) : 0;
  }

  private boolean isOver() {
    return drain.isCutShort() || driver.isResumed();
  }

  private long left() {
    return driver.left(drain.clock);
  }

  private DrainReport end(long runningAtStart, long draining) {
    long now = drain.clock.nanos();
    if (driver.isResumed()) {
      return resumed(runningAtStart, draining);
    }
    drain.gate.streams().endRest(STREAMS_REST);
    long abandoned = drain.gate.running();
    if (!drain.course.begin(driver, abandoned == 0 ? Phase.DRAINED : Phase.TIMED_OUT)) {
      return resumed(runningAtStart, draining);
    }
    if (abandoned > 0) {
      drain.messages.work().stillRunning(drain, Phase.TIMED_OUT);
    }
    if (!driver.isOpen()) {
      drain.messages.work().streamsCutOff(drain.gate.streams().open());
    }
    DrainReport report = report(outcome(abandoned), runningAtStart, draining, now, abandoned);
    drain.parts.ended(driver, report);
    return report;
  }

  /** Whoever took it back has said so. */
  private DrainReport resumed(long runningAtStart, long draining) {
    long now = drain.clock.nanos();
    return report(DrainReport.Outcome.RESUMED, runningAtStart, draining, now, 0);
  }

  private DrainReport report(
      DrainReport.Outcome outcome, long runningAtStart, long draining, long now, long abandoned) {
    long servedLate = drain.late.count();
    long excused = drain.gate.excused() - excusedBefore;
    return new DrainReport(
        trigger,
        outcome,
        Duration.ofNanos(announces ? draining - driver.start() : 0),
        Duration.ofNanos(now - draining),
        servedLate,
        drain.late.rejected(),
        Math.max(0, runningAtStart + servedLate + drain.late.work() - excused - abandoned),
        drain.gate.streams().ended(),
        abandoned,
        abandoned == 0 ? List.of() : WorkMessages.titles(drain.gate.inFlight()));
  }

  private DrainReport.Outcome outcome(long abandoned) {
    if (drain.isCutShort()) {
      return DrainReport.Outcome.CUT_SHORT;
    }
    return abandoned == 0 ? DrainReport.Outcome.DRAINED : DrainReport.Outcome.TIMED_OUT;
  }
}
