package io.lameduck.core;

import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What of a drain changes under one lock: the phase, which run drives it, and what has been taken
 * back. Nothing here blocks for long, and reading takes no lock.
 */
final class Course {

  private final Drain drain;
  private final InstantSource wallClock;
  private volatile Stage stage;
  private volatile @Nullable Driver driver;
  private volatile OptionalLong lastResume = OptionalLong.empty();

  Course(Drain drain, InstantSource wallClock) {
    this.drain = drain;
    this.wallClock = wallClock;
    this.stage = new Stage(Phase.SERVING, wallClock.instant());
  }

  Stage stage() {
    return stage;
  }

  /** The run that drives or has driven; null where none has, or once it has been taken back. */
  @Nullable Driver driver() {
    return driver;
  }

  /**
   * The run to go by: the one that drives already, or self, which drives from now on. Null where
   * self was taken back before it could begin.
   */
  synchronized @Nullable Driver claim(Driver self) {
    Driver first = driver;
    if (first != null && first.joins(self.trigger(), drain)) {
      return first;
    }
    if (isTakenBack(self.trigger(), self.start())) {
      return null;
    }
    driver = self;
    return self;
  }

  /** Whether a drain that was asked for at that time has been taken back since. */
  boolean isTakenBack(Trigger trigger, long start) {
    OptionalLong last = lastResume;
    return !trigger.stops() && last.isPresent() && start - last.getAsLong() < 0;
  }

  /**
   * Begins the first phase, and marks whatever enters from now on as late.
   *
   * @param idle as {@link RequestGate#announce} takes it
   * @return how many were running at that very moment; empty, and nothing has changed, where the
   *     drain has been taken back meanwhile
   */
  synchronized OptionalLong announce(Driver self, Phase phase, Runnable idle) {
    // The phase before the gate: what the gate marks late is served by an announced drain.
    if (!begin(self, phase)) {
      return OptionalLong.empty();
    }
    drain.late.from(self.start());
    return OptionalLong.of(drain.gate.announce(idle));
  }

  /** False, and nothing has changed, where the drain has been taken back meanwhile. */
  synchronized boolean begin(Driver self, Phase phase) {
    if (self.isResumed()) {
      return false;
    }
    stage = new Stage(phase, wallClock.instant());
    return true;
  }

  /**
   * Takes the drain back that runs or has run.
   *
   * @return false where there is none, or one that ends in a stop
   */
  synchronized boolean resume() {
    Driver running = driver;
    // All that needs room before anything changes: the heap may be full.
    Stage serving = new Stage(Phase.SERVING, wallClock.instant());
    OptionalLong now = OptionalLong.of(drain.clock.nanos());
    if (running == null || !running.resume()) {
      return false;
    }
    lastResume = now;
    drain.gate.withdraw();
    drain.late.forget();
    stage = serving;
    driver = null;
    return true;
  }

  /** What an operator has asked for until now, and a thread is about to bring here. */
  synchronized void takeBackWhatHasYetToBegin() {
    lastResume = OptionalLong.of(drain.clock.nanos());
  }
}
