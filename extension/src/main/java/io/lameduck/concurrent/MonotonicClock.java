package io.lameduck.concurrent;

import java.util.concurrent.locks.LockSupport;

/** Time that never jumps, and the one way to wait for it. Tests bring their own. */
public interface MonotonicClock {

  /** Nanoseconds since some fixed moment; only differences mean anything. */
  long nanos();

  /**
   * Blocks the calling thread for at most this long. Returns early when the thread is unparked or
   * interrupted, and may return early for no reason: callers test their condition again.
   */
  void park(Object blocker, long nanos);

  /** The machine's own monotonic clock: setting the wall clock does not move it. */
  static MonotonicClock system() {
    return SystemClock.INSTANCE;
  }

  /** {@link System#nanoTime} and {@link LockSupport}. */
  enum SystemClock implements MonotonicClock {
    INSTANCE;

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void park(Object blocker, long nanos) {
      LockSupport.parkNanos(blocker, nanos);
    }
  }
}
