package io.lameduck.deployment;

import io.lameduck.concurrent.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The system's clock, which jumps forward for all class loaders of this JVM when it is told to. */
final class ShiftedClock implements MonotonicClock {

  /** A system property: they share no class of ours. In nanoseconds. */
  private static final String SHIFT = ShiftedClock.class.getName();

  static void jump(Duration forward) {
    System.setProperty(SHIFT, Long.toString(shift() + forward.toNanos()));
  }

  private static long shift() {
    return Long.getLong(SHIFT, 0);
  }

  @Override
  public long nanos() {
    return System.nanoTime() + shift();
  }

  @Override
  public void park(Object blocker, long nanos) {
    LockSupport.parkNanos(blocker, nanos);
  }
}
