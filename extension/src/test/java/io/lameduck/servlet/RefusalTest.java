package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.Trigger;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are refused in which phase, and how. */
class RefusalTest {

  private final Deployment deployment =
      Deployment.open(SettingsReader.defaults(), new Log(new RecordingLogger()));
  private final FakeHttp http = new FakeHttp();
  private final List<DrainPhase> served = new ArrayList<>();

  @AfterEach
  void close() {
    deployment.close();
  }

  /** Sends the request in each phase of a drain but the last. */
  private void drain() {
    deployment.drain().readinessReportedUp();
    deployment
        .drain()
        .follow(
            new DrainListener() {
              @Override
              public void began(DrainPhase phase, Trigger trigger) {
                request();
                deployment.drain().cutShort();
              }
            });
    deployment.drain().run(Trigger.SIGNAL);
  }

  private void request() {
    try {
      new InFlightFilter()
          .doFilter(
              http.request(),
              http.response(),
              (request, response) -> served.add(deployment.drain().state().phase()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHandshakeIsRefusedFromTheDrainingOn() {
    http.requestHeaders.put("Upgrade", "WebSocket");
    request();
    drain();
    assertThat(served).containsExactly(DrainPhase.SERVING, DrainPhase.LAME_DUCK);
    assertThat(http.status).isEqualTo(503);
    assertThat(http.responseHeaders)
        .containsEntry("Connection", "close")
        .containsEntry("Retry-After", "1");
    request();
    assertThat(served).as("after the drain").hasSize(2);
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  @Test
  void everythingElseIsServed() {
    drain();
    assertThat(served).containsExactly(DrainPhase.LAME_DUCK, DrainPhase.DRAINING);
  }

  @Test
  void anExcludedPathIsServed() {
    http.requestHeaders.put("Upgrade", "websocket");
    http.path = "/health/ready";
    drain();
    assertThat(served).containsExactly(DrainPhase.LAME_DUCK, DrainPhase.DRAINING);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "90000, 90"})
  void secondsAreRoundedUp(long millis, String expected) {
    Refusal.send(http.request(), http.response(), Duration.ofMillis(millis));
    assertThat(http.responseHeaders).containsEntry("Retry-After", expected);
  }

  @Test
  void http2HasNoConnectionHeader() {
    http.protocol = "HTTP/2.0";
    Refusal.send(http.request(), http.response(), Duration.ofSeconds(1));
    assertThat(http.responseHeaders).containsOnlyKeys("Retry-After");
  }
}
