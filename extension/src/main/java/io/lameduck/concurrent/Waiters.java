package io.lameduck.concurrent;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The threads that wait for something of a drain to change, and the way to wake them. */
public final class Waiters {

  private final MonotonicClock clock;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Creates an empty set. */
  public Waiters(MonotonicClock clock) {
    this.clock = clock;
  }

  /** Makes every waiting thread look again. Never blocks. */
  public void wake() {
    threads.forEach(LockSupport::unpark);
  }

  /**
   * Blocks until the condition holds or the deadline passes; checks again on {@link #wake}.
   *
   * @param until the deadline, by the clock
   */
  public void awaitUntil(long until, BooleanSupplier done) {
    await(() -> done.getAsBoolean() ? 0 : until - clock.nanos());
  }

  /**
   * Blocks until there is nothing to wait for. An interrupt does not end the wait, and is still set
   * when it returns.
   *
   * @param left the nanoseconds after which to look again at the latest; 0 or less ends the wait
   */
  public void await(LongSupplier left) {
    Thread self = Thread.currentThread();
    boolean interrupted = false;
    threads.add(self); // Before the first look, so that no change is missed.
    try {
      long nanos;
      while ((nanos = left.getAsLong()) > 0) {
        clock.park(this, nanos);
        // An interrupted thread does not park: without clearing, the wait would spin.
        interrupted |= Thread.interrupted();
      }
    } finally {
      threads.remove(self);
      if (interrupted) {
        self.interrupt();
      }
    }
  }
}
