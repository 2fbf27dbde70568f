package io.lameduck.tck.rolling.data;

import java.time.Duration;
import java.util.List;

/**
 * How long requests took that were answered well, in milliseconds.
 *
 * @param count of the requests; the rest is 0 where it is
 */
public record Percentiles(long count, double p50, double p99, double max) {

  /** The nearest rank, so that each figure is one that was measured. */
  public static Percentiles of(List<Duration> times) {
    if (times.isEmpty()) {
      return new Percentiles(0, 0, 0, 0);
    }
    List<Duration> sorted = times.stream().sorted().toList();
    return new Percentiles(sorted.size(), rank(sorted, 50), rank(sorted, 99), rank(sorted, 100));
  }

  private static double rank(List<Duration> sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return Math.round(sorted.get(rank - 1).toNanos() / 100_000.0) / 10.0;
  }
}
