package io.lameduck.tck.suite.stop;

import static java.util.stream.Collectors.joining;

import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.load.RequestRecord;
import io.lameduck.tck.load.RollingRestartResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What the rolling restarts cost: a line for each as it ends, and all in one CSV file. */
final class RollingFigures {

  private static final String HEADER =
      "server,jar,haproxy,lag_s,restarts,sent,failed,failed_by_kind,exit_s";
  private static final int SHOWN_FAILURES = 20;

  private final String server;
  private final List<String> rows = new ArrayList<>(List.of(HEADER));

  RollingFigures(String server) {
    this.server = server;
  }

  void add(String jar, HaProxy.Mode mode, Duration lag, int restarts, RollingRestartResult result) {
    String exits =
        result.stops().stream().map(stop -> seconds(stop.exitTime())).collect(joining(" "));
    System.out.printf(
        "Rolling restart on %s, %s, haproxy %s, %d s late, %d x: %s; exit after %s s%n",
        server, jar, mode.label(), lag.toSeconds(), restarts, result.load().summary(), exits);
    result.load().failures().stream()
        .limit(SHOWN_FAILURES)
        .map(RollingFigures::line)
        .forEach(System.out::println);
    String kinds =
        result.load().failedByKind().entrySet().stream()
            .map(kind -> kind.getKey() + "=" + kind.getValue())
            .collect(joining(" "));
    rows.add(
        String.join(
            ",",
            server,
            jar,
            mode.label(),
            String.valueOf(lag.toSeconds()),
            String.valueOf(restarts),
            String.valueOf(result.load().sent()),
            String.valueOf(result.load().failed()),
            kinds,
            exits));
  }

  /** Writes {@code rolling-restart.csv} beside the folder that the runner gave. */
  void write() throws IOException {
    String work = Objects.requireNonNull(System.getProperty("lameduck.tck.work"));
    Files.write(Path.of(work).resolveSibling("rolling-restart.csv"), rows);
  }

  private static String line(RequestRecord failure) {
    return String.format(
        Locale.ROOT,
        "  at %s s, after %s s: %s (%s)",
        seconds(failure.start()),
        seconds(failure.duration()),
        failure.outcome().label(),
        failure.client().label());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }
}
