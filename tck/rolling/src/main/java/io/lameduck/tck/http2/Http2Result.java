package io.lameduck.tck.http2;

import static java.util.stream.Collectors.joining;

import io.lameduck.tck.http2.client.ClientLibrary;
import io.lameduck.tck.load.LoadResult;
import io.lameduck.tck.load.RequestRecord;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.Stop;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Text of what one series has shown: a row for each client, and each failure. */
final class Http2Result {

  private Http2Result() {}

  static String text(Http2Trial trial, RollingRestartResult result, LoadLog log) {
    StringBuilder text = new StringBuilder("\n" + trial.title() + "\n");
    text.append("all: ").append(result.load().summary()).append('\n');
    for (ClientLibrary library : ClientLibrary.values()) {
      if (sent(result.load(), library) > 0) {
        text.append(row(library, result.load()));
      }
    }
    List<Stop> stops = result.stops();
    text.append("exits: ")
        .append(stops.stream().map(s -> seconds(s.exitTime())).collect(joining(" ")))
        .append(" s, codes ")
        .append(stops.stream().map(Stop::exitCode).distinct().toList())
        .append('\n');
    text.append("protocols: ").append(log.protocols()).append('\n');
    log.failures().forEach(failure -> text.append(failure.line(stops)).append('\n'));
    return text.toString();
  }

  private static String row(ClientLibrary library, LoadResult load) {
    String kinds =
        Arrays.stream(Exchange.Kind.values())
            .map(kind -> new Exchange(library, kind))
            .map(e -> "%s %d of %d".formatted(e.label(), load.failed(e), load.sent(e)))
            .collect(joining(", "));
    long failed = load.failures().stream().filter(request -> isOf(library, request)).count();
    return String.format(
        Locale.ROOT,
        "| %s | *%,d* of %,d | (%s)%n",
        library.label(),
        failed,
        sent(load, library),
        kinds);
  }

  private static long sent(LoadResult load, ClientLibrary library) {
    return load.requests().stream().filter(request -> isOf(library, request)).count();
  }

  private static boolean isOf(ClientLibrary library, RequestRecord request) {
    return request.client() instanceof Exchange exchange && exchange.library() == library;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1_000.0);
  }
}
