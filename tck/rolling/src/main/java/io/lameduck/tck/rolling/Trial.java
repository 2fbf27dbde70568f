package io.lameduck.tck.rolling;

import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One combination.
 *
 * @param lag from the beginning of a stop until the balancer is told
 * @param rate requests a second
 * @param slowPercent of them that take two seconds
 */
record Trial(
    ServerUnderTest server,
    Variant variant,
    Duration lag,
    HaProxy.Mode mode,
    double rate,
    double slowPercent) {

  /** For the console and for the name of a folder. */
  String title() {
    return String.format(
        Locale.ROOT,
        "%s, %s, balancer %d s late, %s, %.0f/s, %s %% slow",
        server.name(),
        variant.label(),
        lag.toSeconds(),
        mode.label(),
        rate,
        slowPercent);
  }

  Row measured(String detail, Result result) {
    return row(detail, result, "");
  }

  Row missing(String why) {
    return row("", null, why);
  }

  private Row row(String detail, @Nullable Result result, String missing) {
    return new Row(
        server.name(),
        variant.label(),
        detail,
        (int) lag.toSeconds(),
        mode.label(),
        rate,
        slowPercent,
        result,
        missing);
  }
}
