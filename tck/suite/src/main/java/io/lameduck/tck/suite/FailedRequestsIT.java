package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However a request ends, it is counted out exactly once. */
@BlackBox
class FailedRequestsIT {

  private static final int EACH = 16;
  private static final List<String> FAILING =
      List.of(
          "/throws",
          "/api/throws",
          "/send-error",
          "/no-such-page",
          "/async-timeout",
          "/async-error?how=dispatch",
          "/async-error?how=start");
  private static final List<String> ABORTED =
      List.of("/slow?ms=300", "/slow-async?ms=300", "/stream?ms=600");

  @Test
  void failedTimedOutAndAbortedRequestsLeaveTheCountAtZero()
      throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck())) {
      // The control: what runs is counted, so a count of 0 says something.
      Exchange running = server.send("/slow?ms=1500");
      server.awaitRunning(1);
      assertThat(server.readiness().check().activeRequests()).isEqualTo(1);
      assertThat(running.outcome().isOk()).isTrue();

      List<Exchange> failing = new ArrayList<>();
      List<Exchange> aborted = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        FAILING.forEach(path -> failing.add(server.send(path)));
        ABORTED.forEach(path -> aborted.add(server.send(path)));
      }
      assertThat(failing.size() + aborted.size()).isEqualTo(160);
      aborted.forEach(Exchange::abort);
      assertThat(failing).noneMatch(exchange -> exchange.outcome().isOk());
      assertThat(aborted).noneMatch(exchange -> exchange.outcome().isOk());

      await("activeRequests = 0")
          .atMost(Duration.ofSeconds(15))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> server.readiness().check().activeRequests() == 0);
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.after()).as("nothing is waited for").isLessThan(Duration.ofSeconds(8));
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("abandoned: 0");
    }
  }
}
