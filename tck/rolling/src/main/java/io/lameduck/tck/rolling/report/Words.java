package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.Percentiles;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the report says things; the page, the picture and the table in the docs say them alike. */
final class Words {

  private Words() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f\u00a0s", millis / 1_000.0);
  }

  /** Without a fraction where there is none. */
  static String plain(double number) {
    return number == Math.rint(number)
        ? number((long) number)
        : String.format(Locale.ROOT, "%s", number);
  }

  static String variant(Row row) {
    return switch (row.variant()) {
      case "nothing" -> "Nothing";
      case "server" -> "The server’s own option";
      case "prestop-sleep" -> "preStop sleep";
      case "lameduck" -> "With the jar";
      default -> row.variant();
    };
  }

  static String conditions(Row.Conditions conditions) {
    return "balancer told %d s late, HAProxy in %s mode, %s requests a second aimed at, %s %% of them slow"
        .formatted(
            conditions.lagSeconds(),
            conditions.mode().toUpperCase(Locale.ROOT),
            plain(conditions.rate()),
            plain(conditions.slowPercent()));
  }

  static String failedOfSent(Result result) {
    return number(result.failed()) + " of " + number(result.sent());
  }

  /** Two digits after the point would call a few of very many none. */
  static String percent(Result result) {
    if (result.failed() == 0) {
      return "0\u00a0%";
    }
    double percent = result.failedPercent();
    return percent < 0.01
        ? "<\u00a00.01\u00a0%"
        : String.format(Locale.ROOT, "%.2f\u00a0%%", percent);
  }

  static String kinds(Result result) {
    return result.failedByKind().entrySet().stream()
        .map(kind -> kind.getKey() + " " + number(kind.getValue()))
        .collect(Collectors.joining(", "));
  }

  static String exits(Result result) {
    if (result.stops().isEmpty()) {
      return "–";
    }
    String shortest = seconds(result.shortestExitMillis());
    String longest = seconds(result.longestExitMillis());
    return shortest.equals(longest) ? longest : shortest.replace("\u00a0s", "") + "–" + longest;
  }

  static String percentiles(Percentiles times) {
    return times.count() == 0
        ? "–"
        : "%s / %s / %s\u00a0ms"
            .formatted(millis(times.p50()), millis(times.p99()), millis(times.max()));
  }

  /** What the instance said of itself in a step. */
  static String state(String readiness, String phase) {
    String ready =
        switch (readiness) {
          case "up" -> "ready";
          case "down" -> "not ready";
          default -> "no answer";
        };
    if (phase.isEmpty() || readiness.equals("none")) {
      return ready;
    }
    return phase.toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + ready;
  }

  /** For text and for attributes, in HTML and in SVG. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String millis(double millis) {
    return millis < 10 ? String.format(Locale.ROOT, "%.1f", millis) : number(Math.round(millis));
  }
}
