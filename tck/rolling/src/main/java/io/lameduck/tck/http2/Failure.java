package io.lameduck.tck.http2;

import io.lameduck.tck.load.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One request that failed.
 *
 * @param start from the beginning of the load
 * @param why with all causes
 */
record Failure(Exchange exchange, Duration start, Duration duration, String why) {

  static String chain(Throwable failure) {
    StringBuilder text = new StringBuilder(failure.toString());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" <- ").append(cause);
    }
    return text.toString();
  }

  /** One line, with the times from the last stop before its end. */
  String line(List<Stop> stops) {
    Duration end = start.plus(duration);
    String stop =
        stops.stream()
            .filter(s -> s.begun().compareTo(end) < 0)
            .reduce((first, second) -> second)
            .map(
                s ->
                    "%s to %s after the stop of instance %d"
                        .formatted(
                            seconds(start.minus(s.begun())),
                            seconds(end.minus(s.begun())),
                            s.instance() + 1))
            .orElse("%s to %s".formatted(seconds(start), seconds(end)));
    return "  %s, %s: %s".formatted(exchange.label(), stop, why);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1_000.0);
  }
}
