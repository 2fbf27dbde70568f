package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However a request ends, it is counted out exactly once. */
@BlackBox(
    "A drain does not wait for requests that have failed, or that timed out after their client had gone")
class FailedRequestsIT {

  private static final int EACH = 16;

  /** Few enough for the smallest thread pool that a server has by default. */
  private static final int AT_A_TIME = 2;

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
      List.of("/slow?ms=1500", "/slow-async?ms=1500", "/stream?ms=1600");

  /** An application that drops the request of such a client: the server has to end it. */
  private static final List<String> GONE = List.of("write", "print", "within", "listener", "read");

  @Test
  void failedTimedOutAndAbortedRequestsLeaveTheCountAtZero()
      throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck().with("gone"))) {
      // The control: what runs is counted, so a count of 0 says something.
      Exchange running = server.send("/slow?ms=1500");
      server.awaitRunning(1);
      assertThat(server.readiness().check().activeRequests()).isEqualTo(1);
      assertThat(running.outcome().isOk()).isTrue();

      assertThat((FAILING.size() + ABORTED.size()) * EACH).isEqualTo(160);
      failAll(server);
      for (int i = 0; i < EACH / AT_A_TIME; i++) {
        abortSome(server);
      }
      for (String how : GONE) {
        dropOne(server, how);
      }

      await("activeRequests = 0")
          .atMost(Duration.ofSeconds(15))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> server.readiness().check().activeRequests() == 0);
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.drained()).as("nothing is waited for").isLessThan(Duration.ofSeconds(6));
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("abandoned: 0");
    }
  }

  private static void failAll(Instance server) {
    List<Exchange> failing = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      FAILING.forEach(path -> failing.add(server.send(path)));
    }
    assertThat(failing).map(Exchange::outcome).noneMatch(Outcome::isOk);
  }

  /** The server is at work on each when its client goes away. */
  private static void abortSome(Instance server) {
    List<Exchange> aborted = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      ABORTED.forEach(path -> aborted.add(server.send(path)));
    }
    server.awaitRunning(aborted.size());
    aborted.forEach(Exchange::abort);
    assertThat(aborted).map(Exchange::outcome).noneMatch(Outcome::isOk);
    server.awaitRunning(0);
  }

  private static void dropOne(Instance server, String how)
      throws ExchangeFailed, InterruptedException {
    try (RawConnection connection = server.connect()) {
      String target = TestWar.CONTEXT_PATH + "/gone?timeout=3000&how=" + how;
      connection.send("POST", target, "Content-Length: 2");
      connection.sendBody(new byte[1]);
      server.awaitLog("BUSY " + how);
      connection.abort();
    }
  }
}
