package io.lameduck.core;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a drain, and those who wait for it. Concluded once, with a report or, failed, without.
 */
final class Conclusion {

  private final CountDownLatch reached = new CountDownLatch(1);
  private volatile Optional<DrainReport> report = Optional.empty();

  boolean reached() {
    return reached.getCount() == 0;
  }

  void reach(Optional<DrainReport> result) {
    report = result;
    reached.countDown();
  }

  /**
   * Blocks until it is reached. An interrupt does not end the wait, and is still set afterwards.
   */
  void await() {
    Optional<DrainReport> unused = await(MonotonicClock.system(), Long.MAX_VALUE / 2);
  }

  /**
   * Blocks for at most this long. An interrupt does not end the wait, and is still set afterwards.
   *
   * @return empty where the end was not reached in time, or the drain failed
   */
  Optional<DrainReport> await(MonotonicClock clock, long nanos) {
    long until = clock.nanos() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          boolean inTime = reached.await(until - clock.nanos(), TimeUnit.NANOSECONDS);
          return inTime ? report : Optional.empty();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
