package io.lameduck.tck.harness;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** When the time of an exchange is up; begins with its creation, and anew for the next exchange. */
final class Deadline {

  private final long bound;
  private long end;

  Deadline(Duration bound) {
    this.bound = bound.toNanos();
    beginAnew();
  }

  void beginAnew() {
    end = System.nanoTime() + bound;
  }

  /**
   * What is left; at least one, since to a socket 0 means for ever.
   *
   * @throws SocketTimeoutException if nothing is
   */
  int millisLeft() throws SocketTimeoutException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("the time of the exchange is up");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}
