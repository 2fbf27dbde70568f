package io.lameduck.tck.rolling;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.lameduck.tck.load.ClientKind;
import io.lameduck.tck.load.LoadResult;
import io.lameduck.tck.load.RequestRecord;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.Stop;
import io.lameduck.tck.rolling.ReadinessPoll.Sighting;
import io.lameduck.tck.rolling.data.Percentiles;
import io.lameduck.tck.rolling.data.Result;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a row says of the rolling restarts in it. */
final class Results {

  private Results() {}

  static Result of(RollingRestartResult result, List<Sighting> sightings, Duration lag) {
    LoadResult load = result.load();
    List<Stop> stops = result.stops();
    return new Result(
        load.requests().stream()
            .map(request -> request.start().plus(request.duration()))
            .max(Duration::compareTo)
            .map(time -> time.toMillis() / 1_000.0)
            .orElse(0.0),
        load.sent(),
        load.failed(),
        load.failedByKind(),
        load.failures().stream()
            .collect(groupingBy(r -> r.client().label(), TreeMap::new, counting())),
        stops.stream()
            .map(stop -> new Result.Exit(stop.exitTime().toMillis(), stop.exitCode()))
            .toList(),
        quick(load, r -> stops.isEmpty() || r.start().compareTo(stops.get(0).begun()) < 0),
        quick(load, r -> stops.stream().anyMatch(stop -> isDuring(stop, r))),
        Timelines.of(result, sightings, lag));
  }

  private static boolean isDuring(Stop stop, RequestRecord request) {
    Duration since = request.start().minus(stop.begun());
    return !since.isNegative() && since.compareTo(stop.exitTime()) < 0;
  }

  /** Slow requests take two seconds whatever happens: they would only blur the figures. */
  private static Percentiles quick(LoadResult load, Predicate<RequestRecord> when) {
    return Percentiles.of(
        load.requests().stream()
            .filter(r -> r.client() != ClientKind.SLOW && r.outcome().ok())
            .filter(when)
            .map(RequestRecord::duration)
            .toList());
  }
}
