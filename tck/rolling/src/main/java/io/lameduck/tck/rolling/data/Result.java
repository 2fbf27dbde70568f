package io.lameduck.tck.rolling.data;

import java.util.List;
import java.util.SortedMap;

/**
 * What was measured in one row.
 *
 * @param seconds under load
 * @param sent requests
 * @param failed those that were refused, reset, cut off, timed out, or answered with anything but a
 *     whole 200
 * @param failedByKind the failed ones, by what happened to them
 * @param failedByClient the failed ones, by who had sent them
 * @param stops each stop of an instance, in order
 * @param before the times of quick requests that were begun before the first stop
 * @param during the times of quick requests that were begun between the beginning of a stop and its
 *     end
 * @param timeline all stops, laid upon each other
 */
public record Result(
    double seconds,
    long sent,
    long failed,
    SortedMap<String, Long> failedByKind,
    SortedMap<String, Long> failedByClient,
    List<Exit> stops,
    Percentiles before,
    Percentiles during,
    Timeline timeline) {

  public Result {
    stops = List.copyOf(stops);
  }

  /**
   * The end of an instance.
   *
   * @param millis from the beginning of the stop to the end of the process
   * @param code its exit code
   */
  public record Exit(long millis, int code) {}

  /** Requests that failed, of a hundred; 0 where none were sent. */
  public double failedPercent() {
    return sent == 0 ? 0 : 100.0 * failed / sent;
  }

  /** The longest stop, 0 where there was none. */
  public long longestExitMillis() {
    return stops.stream().mapToLong(Exit::millis).max().orElse(0);
  }

  /** The shortest stop, 0 where there was none. */
  public long shortestExitMillis() {
    return stops.stream().mapToLong(Exit::millis).min().orElse(0);
  }
}
