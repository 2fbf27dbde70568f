package io.lameduck.tck.cost;

import io.lameduck.tck.cost.CostSettings.Matching;
import io.lameduck.tck.cost.data.Comparison;
import io.lameduck.tck.cost.data.Pair;
import io.lameduck.tck.cost.data.Round;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.Fleet;
import io.lameduck.tck.load.StopWay;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two instances side by side, of which one at a time is loaded: A B B A A B B A, so that neither is
 * always the one that comes after a pause, and a machine that becomes slower does it to both.
 */
final class ThroughputTrial {

  private final CostSettings settings;
  private final ServerUnderTest server;
  private final Matching matching;
  private final Wrk wrk;
  private final Console console;
  private final List<Pair> pairs = new ArrayList<>();

  ThroughputTrial(
      CostSettings settings, ServerUnderTest server, Matching matching, Wrk wrk, Console console) {
    this.settings = settings;
    this.server = server;
    this.matching = matching;
    this.wrk = wrk;
    this.console = console;
  }

  /**
   * Measures.
   *
   * @throws IllegalStateException if a server does not start, or a request fails
   */
  Comparison run() throws IOException, InterruptedException {
    console.print("\n%s, %s : %s".formatted(server.name(), first().label(), second().label()));
    Instances instances = new Instances(settings);
    for (int start = 1; start <= settings.instances(); start++) {
      console.event("two instances start");
      // Other names for the same layout twice: they must not share a folder.
      try (Fleet fleet =
          Fleet.start(
              server,
              List.of(instances.fresh("first", first()), instances.fresh("second", second())),
              StopWay.SIGTERM,
              Instances.START_BOUND)) {
        measure(fleet, start);
      }
    }
    return Comparison.of(server.name(), first().label(), second().label(), pairs);
  }

  private void measure(Fleet fleet, int start) throws IOException, InterruptedException {
    check(fleet);
    console.event("both are warmed up");
    // In two turns, so that none of the compiling that the load of one has brought about goes on
    // while the other is measured.
    for (boolean first : List.of(true, false, false, true)) {
      load(fleet, first, settings.warmUp());
    }
    for (int number = 0; number < settings.pairs(); number++) {
      boolean firstIsFirst = number % 2 == 0;
      Round earlier = load(fleet, firstIsFirst, settings.round());
      Round later = load(fleet, !firstIsFirst, settings.round());
      Pair pair = firstIsFirst ? new Pair(start, earlier, later) : new Pair(start, later, earlier);
      pairs.add(pair);
      console.event(
          String.format(
              Locale.ROOT,
              "%,10.0f /s %,10.0f /s   ratio %.3f   %6.1f µs %6.1f µs   ratio %.3f",
              pair.first().perSecond(),
              pair.second().perSecond(),
              pair.ratio(),
              pair.first().processorMicros(),
              pair.second().processorMicros(),
              pair.processorRatio()));
    }
    // Again, since wrk takes a redirect for an answer like any other.
    check(fleet);
  }

  private void check(Fleet fleet) {
    Instances.check(fleet.get(0), first());
    Instances.check(fleet.get(1), second());
  }

  private Round load(Fleet fleet, boolean first, Duration time)
      throws IOException, InterruptedException {
    return first
        ? wrk.run(fleet.get(0), path(first()), time)
        : wrk.run(fleet.get(1), path(second()), time);
  }

  private static String path(Layout layout) {
    return QuickWars.paths(layout).get(0);
  }

  private Layout first() {
    return matching.first();
  }

  private Layout second() {
    return matching.second();
  }
}
