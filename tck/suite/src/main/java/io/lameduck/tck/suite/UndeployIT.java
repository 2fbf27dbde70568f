package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The application is removed from a server that goes on. */
@BlackBox("Undeploy: requests finish, streams and sessions end in order, the signal is given back")
@TestInstance(Lifecycle.PER_CLASS)
class UndeployIT {

  private static final int GOING_AWAY = 1001;

  private Outcome slow;
  private Outcome events;
  private List<Session.End> sessions;
  private Exit exit;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck().webSocket())) {
      Exchange running = server.send("/slow?ms=4000");
      Exchange streaming = server.send("/events");
      streaming.awaitHead();
      List<Session> open =
          List.of(Session.open(server, "/ws/annotated"), Session.open(server, "/ws/programmatic"));
      server.awaitRunning(1);
      server.undeploy();
      sessions = open.stream().map(Session::awaitEnd).toList();
      open.forEach(Session::close);
      events = streaming.outcome();
      slow = running.outcome();
      await("the application is gone")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> server.get("/api/hello", Instance.KUBE_PROBE).status() == 404);
      server.awaitLog("LD0005: Drained");
      server.sigterm();
      exit = server.awaitExit(Duration.ofSeconds(40));
    }
  }

  @Test
  void theRunningRequestFinishes() {
    assertThat(slow.response().text()).isEqualTo("slow");
  }

  @Test
  void theStreamEndsInOrder() {
    assertThat(events.response().text()).contains("data: tick").endsWith("\n\n");
  }

  @Test
  void theSessionsAreToldToGo() {
    assertThat(sessions).extracting(Session.End::code).containsExactly(GOING_AWAY, GOING_AWAY);
  }

  @Test
  void theSignalIsGivenBack() {
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    // With the application there, there would be one: IdleIT is the control.
    assertThat(exit.messages("LD0002")).as("no lame-duck phase").isEmpty();
  }
}
