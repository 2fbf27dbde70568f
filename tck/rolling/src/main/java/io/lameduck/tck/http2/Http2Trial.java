package io.lameduck.tck.http2;

import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.HaProxy;
import java.time.Duration;

/**
 * One series of rolling restarts.
 *
 * @param jar whether the application has it
 * @param lag from the beginning of a stop until the balancer is told
 * @param restarts how many follow each other, of both instances
 */
record Http2Trial(
    ServerUnderTest server,
    boolean jar,
    boolean tls,
    HaProxy.Mode mode,
    Duration lag,
    int restarts) {

  /** For the console and the results. */
  String title() {
    return "%s, %s, %s, balancer in mode %s %d s late, %d restarts"
        .formatted(
            ServerUnderTest.withoutLevels(server.name()),
            jar ? "with the jar" : "nothing",
            tls ? "TLS" : "cleartext",
            mode.label(),
            lag.toSeconds(),
            restarts);
  }
}
