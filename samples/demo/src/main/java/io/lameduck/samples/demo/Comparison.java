package io.lameduck.samples.demo;

import static java.util.stream.Collectors.joining;

import io.lameduck.tck.load.RollingRestartResult;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Both runs, side by side. */
record Comparison(RollingRestartResult without, RollingRestartResult with) {

  String table() {
    StringBuilder table = new StringBuilder("\n");
    table.append(row("", "without lameduck", "with lameduck"));
    table.append(row("-".repeat(22), "-".repeat(16), "-".repeat(16)));
    table.append(row("requests sent", r -> number(r.load().sent())));
    table.append(row("requests failed", r -> number(r.load().failed())));
    Set<String> kinds = new TreeSet<>(without.load().failedByKind().keySet());
    kinds.addAll(with.load().failedByKind().keySet());
    for (String kind : kinds) {
      table.append(row("  " + kind, r -> number(r.load().failedByKind().getOrDefault(kind, 0L))));
    }
    table.append(row("SIGTERM to exit", Comparison::exitTimes));
    table.append(row("exit code", Comparison::exitCodes));
    return table.toString();
  }

  String verdict() {
    if (with.load().failed() > 0) {
      return "FAILED: with the jar no request may fail.";
    }
    if (without.load().failed() == 0) {
      return "FAILED: nothing was shown, since nothing failed without the jar either.";
    }
    return "One jar in WEB-INF/lib, nothing else: not one failed request.";
  }

  int exitCode() {
    if (with.load().failed() > 0) {
      return 1;
    }
    return without.load().failed() == 0 ? 2 : 0;
  }

  private String row(String name, Function<RollingRestartResult, String> value) {
    return row(name, value.apply(without), value.apply(with));
  }

  private static String row(String name, String left, String right) {
    return "%-22s %16s %16s%n".formatted(name, left, right);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String exitTimes(RollingRestartResult result) {
    return result.stops().stream()
        .map(stop -> String.format(Locale.ROOT, "%.1f s", stop.exitTime().toMillis() / 1000.0))
        .collect(joining(", "));
  }

  private static String exitCodes(RollingRestartResult result) {
    return result.stops().stream()
        .map(stop -> String.valueOf(stop.exitCode()))
        .collect(joining(", "));
  }
}
