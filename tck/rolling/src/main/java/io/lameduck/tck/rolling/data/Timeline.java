package io.lameduck.tck.rolling.data;

import java.util.List;

/**
 * What happened around a stop, in steps of the same length. The numbers of requests are sums over
 * all stops; divide by their number for what a stop was like. What was seen of the instance is what
 * was seen in most stops.
 *
 * @param fromMillis the beginning of the first step, counted from the beginning of the stop, so
 *     less than 0
 * @param stepMillis the length of a step
 * @param stops how many were laid upon each other
 * @param sent requests that were begun in the step
 * @param ok requests that ended well in the step, whenever they were begun
 * @param failed requests that failed in the step, whenever they were begun
 * @param readiness of the stopping instance: {@code up}, {@code down}, or {@code none} where it did
 *     not answer
 * @param phase that the check {@code lameduck} of the stopping instance named; empty where there
 *     was none
 * @param active requests that it said to be running, the mean; -1 where it said nothing
 */
public record Timeline(
    int fromMillis,
    int stepMillis,
    int stops,
    List<Integer> sent,
    List<Integer> ok,
    List<Integer> failed,
    List<String> readiness,
    List<String> phase,
    List<Double> active) {

  public Timeline {
    sent = List.copyOf(sent);
    ok = List.copyOf(ok);
    failed = List.copyOf(failed);
    readiness = List.copyOf(readiness);
    phase = List.copyOf(phase);
    active = List.copyOf(active);
  }

  /** The number of steps. */
  public int steps() {
    return sent.size();
  }

  /** The same without what comes later. */
  public Timeline until(double second) {
    int end = 0;
    while (end < steps() && second(end) < second) {
      end++;
    }
    return new Timeline(
        fromMillis,
        stepMillis,
        stops,
        sent.subList(0, end),
        ok.subList(0, end),
        failed.subList(0, end),
        readiness.subList(0, end),
        phase.subList(0, end),
        active.subList(0, end));
  }

  /** Where a step begins, in seconds since the stop; the number of steps for the end of all. */
  public double second(int step) {
    return (fromMillis + (long) step * stepMillis) / 1_000.0;
  }

  /** A number of requests in a step as a rate: a second, in one stop. */
  public double rate(int requests) {
    return stops == 0 ? 0 : requests * 1_000.0 / stepMillis / stops;
  }
}
