package io.lameduck.tck.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.http2.client.ClientLibrary;
import io.lameduck.tck.load.Stop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {

  private static final Exchange EXCHANGE = new Exchange(ClientLibrary.RAW, Exchange.Kind.SHORT);

  @Test
  void timesAreFromTheLastStopBeforeItsEnd() {
    Failure failure =
        new Failure(EXCHANGE, Duration.ofMillis(9_900), Duration.ofMillis(350), "why");
    List<Stop> stops = List.of(stop(0, 2), stop(1, 10), stop(0, 20));
    assertThat(failure.line(stops))
        .isEqualTo("  raw short, -0.10 s to 0.25 s after the stop of instance 2: why");
    assertThat(failure.line(List.of())).isEqualTo("  raw short, 9.90 s to 10.25 s: why");
  }

  @Test
  void allCausesAreNamed() {
    assertThat(Failure.chain(new IOException("a", new IllegalStateException("b"))))
        .isEqualTo("java.io.IOException: a <- java.lang.IllegalStateException: b");
  }

  private static Stop stop(int instance, int begun) {
    return new Stop(instance, Duration.ofSeconds(begun), Duration.ofSeconds(5), 143);
  }
}
