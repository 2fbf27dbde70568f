package io.lameduck.tck.load;

import java.time.Duration;
import java.util.List;

/**
 * What a rolling restart cost.
 *
 * @param origin the beginning of all times in it, on the clock of {@link System#nanoTime}
 * @param load what the clients have seen
 * @param stops each stop, in order
 */
public record RollingRestartResult(long origin, LoadResult load, List<Stop> stops) {

  public RollingRestartResult {
    stops = List.copyOf(stops);
  }

  /**
   * The longest time from the beginning of a stop to the end of the process; zero where nothing was
   * stopped.
   */
  public Duration longestExit() {
    return stops.stream().map(Stop::exitTime).reduce(Duration.ZERO, RollingRestartResult::longer);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}
