package io.lameduck.concurrent;

import java.time.Duration;

/**
 * Even distribution of many closes over a time, so that the clients do not all reconnect in the
 * same instant. A few take less than that time: they keep a distance of ten milliseconds.
 */
public final class Spread {

  private static final long LONGEST_GAP = Duration.ofMillis(10).toNanos();

  private final long nanos;

  private Spread(long nanos) {
    this.nanos = nanos;
  }

  /** The configured time, but no more than half of the phase in which it has to happen. */
  public static Spread within(Duration configured, Duration phase) {
    return new Spread(Math.min(configured.toNanos(), phase.toNanos() / 2));
  }

  /**
   * How long after the first close this one is due, in nanoseconds.
   *
   * @param index from 0
   * @param count of all, at least 1
   */
  public long delay(int index, int count) {
    return index * Math.min(LONGEST_GAP, nanos / count);
  }
}
