package io.lameduck.tck.rolling;

import io.lameduck.tck.load.RequestRecord;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.Stop;
import io.lameduck.tck.rolling.ReadinessPoll.Sighting;
import io.lameduck.tck.rolling.data.Timeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays all stops of a row upon each other. */
final class Timelines {

  private static final int STEP = 250;
  private static final int FROM = -2_000;

  /** Less than a start and a steady time, so that the next stop is not in it. */
  private static final int AFTER = 6_000;

  private final List<Stop> stops;
  private final long origin;
  private final int steps;
  private final int[] sent;
  private final int[] ok;
  private final int[] failed;
  private final List<Map<String, Integer>> readiness;
  private final List<Map<String, Integer>> phases;
  private final long[] active;
  private final int[] activeCount;

  private Timelines(RollingRestartResult result, Duration lag) {
    stops = result.stops();
    origin = result.origin();
    long end = Math.max(lag.toMillis(), result.longestExit().toMillis()) + AFTER;
    steps = (int) ((end - FROM + STEP - 1) / STEP);
    sent = new int[steps];
    ok = new int[steps];
    failed = new int[steps];
    active = new long[steps];
    activeCount = new int[steps];
    readiness = maps(steps);
    phases = maps(steps);
  }

  /**
   * Makes the timeline.
   *
   * @param lag with the longest stop it decides how far the line goes
   */
  static Timeline of(RollingRestartResult result, List<Sighting> sightings, Duration lag) {
    Timelines lines = new Timelines(result, lag);
    for (Stop stop : lines.stops) {
      result.load().requests().forEach(request -> lines.add(stop, request));
      sightings.stream()
          .filter(sighting -> sighting.instance() == stop.instance())
          .forEach(sighting -> lines.add(stop, sighting));
    }
    return lines.timeline();
  }

  private void add(Stop stop, RequestRecord request) {
    count(sent, step(stop, request.start()));
    boolean well = request.outcome().ok();
    count(well ? ok : failed, step(stop, request.start().plus(request.duration())));
  }

  private void add(Stop stop, Sighting sighting) {
    int step = step(stop, Duration.ofNanos(sighting.nanos() - origin));
    if (step < 0 || step >= steps) {
      return;
    }
    readiness.get(step).merge(sighting.readiness(), 1, Integer::sum);
    phases.get(step).merge(sighting.phase(), 1, Integer::sum);
    if (sighting.active() >= 0) {
      active[step] += sighting.active();
      activeCount[step]++;
    }
  }

  private void count(int[] counts, int step) {
    if (step >= 0 && step < steps) {
      counts[step]++;
    }
  }

  /** Outside of the line for whatever was before or after it. */
  private static int step(Stop stop, Duration time) {
    long millis = time.minus(stop.begun()).toMillis() - FROM;
    return millis < 0 ? -1 : (int) Math.min(millis / STEP, Integer.MAX_VALUE);
  }

  private Timeline timeline() {
    return new Timeline(
        FROM,
        STEP,
        stops.size(),
        boxed(sent),
        boxed(ok),
        boxed(failed),
        most(readiness, "none"),
        most(phases, ""),
        IntStream.range(0, steps).mapToObj(this::mean).toList());
  }

  private double mean(int step) {
    return activeCount[step] == 0 ? -1 : Math.round(10.0 * active[step] / activeCount[step]) / 10.0;
  }

  private static List<Integer> boxed(int[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }

  private static List<Map<String, Integer>> maps(int number) {
    return IntStream.range(0, number).<Map<String, Integer>>mapToObj(i -> new TreeMap<>()).toList();
  }

  private static List<String> most(List<Map<String, Integer>> seen, String nothing) {
    return seen.stream()
        .map(
            names ->
                names.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(nothing))
        .collect(Collectors.toList());
  }
}
