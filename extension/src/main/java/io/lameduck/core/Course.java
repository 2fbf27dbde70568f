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
  private OptionalLong lastResume = OptionalLong.empty();

  Course(Drain drain, InstantSource wallClock) {
    this.drain = drain;
    this.wallClock = wallClock;
    this.stage = new Stage(Phase.SERVING, wallClock.instant());
  }

  Stage stage() {
    return stage;
  }

  /** The run that drives or has driven; null where none has, or it was taken back. */
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
    if (isTakenBack(self)) {
      return null;
    }
    driver = self;
    return self;
  }

  private boolean isTakenBack(Driver self) {
    return !self.trigger().stops()
        && lastResume.isPresent()
        && self.start() - lastResume.getAsLong() < 0;
  }

  /** False where the drain has been taken back meanwhile. */
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
    if (running == null || !running.resume()) {
      return false;
    }
    takeBackWhatHasYetToBegin();
    drain.gate.withdraw();
    drain.late.forget();
    stage = new Stage(Phase.SERVING, wallClock.instant());
    driver = null;
    return true;
  }

  /** What an operator has asked for until now, and a thread is about to bring here. */
  synchronized void takeBackWhatHasYetToBegin() {
    lastResume = OptionalLong.of(drain.clock.nanos());
  }
}
