package io.lameduck.tck.http2;

import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.http2.client.ClientLibrary;
import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.measured.Asked;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;

/** What was asked for, in the system properties {@code http2.*} and {@code rolling.*}. */
final class Http2Settings {

  private static final String TLS = "tls";
  private static final String LAMEDUCK = "lameduck";

  private final Asked asked;
  private final Asked rolling;

  Http2Settings(Properties properties) {
    asked = new Asked("http2", properties);
    rolling = new Asked("rolling", properties);
  }

  /** Each combination; those that can be compared follow each other. */
  List<Http2Trial> trials(Function<String, ServerUnderTest> servers) {
    List<Http2Trial> trials = new ArrayList<>();
    for (ServerUnderTest server : rolling.list("servers", servers)) {
      for (boolean tls : asked.list("transports", text -> chosen(text, TLS, "cleartext"))) {
        for (boolean jar : asked.list("variants", text -> chosen(text, LAMEDUCK, "nothing"))) {
          for (int lag : asked.list(jar ? "lags" : "bare.lags", Integer::parseInt)) {
            int restarts = asked.one(jar ? "restarts" : "bare.restarts", Integer::parseInt);
            trials.add(new Http2Trial(server, jar, tls, mode(), Duration.ofSeconds(lag), restarts));
          }
        }
      }
    }
    return trials;
  }

  /** HAProxy speaks HTTP/2 to an instance without TLS only. */
  private HaProxy.Mode mode() {
    return asked.one("mode", text -> HaProxy.Mode.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  List<ClientLibrary> clients() {
    return asked.list("clients", text -> ClientLibrary.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  List<Exchange.Kind> kinds() {
    return asked.list("kinds", text -> Exchange.Kind.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** The jar that is measured. */
  Path jar() {
    return Path.of(asked.text("jar"));
  }

  /** For the instances and the results. */
  Path folder() {
    return Path.of(asked.text("folder")).toAbsolutePath();
  }

  /** The JDK of the servers. */
  Path javaHome() {
    return Path.of(rolling.text("java.home"));
  }

  private static boolean chosen(String text, String yes, String no) {
    if (!text.equals(yes) && !text.equals(no)) {
      throw new IllegalArgumentException(yes + " or " + no);
    }
    return text.equals(yes);
  }
}
