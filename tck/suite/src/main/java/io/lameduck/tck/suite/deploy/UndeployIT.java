package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.Session;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The application is removed from a server that goes on. */
@BlackBox("Undeploy: requests finish, streams and sessions end cleanly, no signal handler stays")
@TestInstance(Lifecycle.PER_CLASS)
class UndeployIT {

  private static final int GOING_AWAY = 1001;

  /** With the default reserve of 5 s the jar waits for 8 s. */
  private static final String GRACE_PERIOD = "13s";

  /** The server stays, and a bare one lets it finish. Until the undeploy some seconds pass. */
  private static final String LONGER_THAN_THE_WAIT = "/slow?ms=16000";

  private static final String LONG = "/slow?ms=16000";
  private static final String LONG_ASYNC = "/slow-async?ms=16000";

  private Outcome slow;
  private Outcome longer;
  private Outcome events;
  private List<Session.End> sessions;
  private Exit exit;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    TestWar war =
        TestWar.withLameduck()
            .webSocket()
            .configured("lameduck.announce.min", "1s")
            .configured("lameduck.announce.max", "2s")
            .configured("lameduck.grace-period", GRACE_PERIOD);
    try (Instance server = Instance.startReady(war)) {
      Exchange running = server.send("/slow?ms=4000");
      Exchange runningOn = server.send(LONGER_THAN_THE_WAIT);
      Exchange streaming = server.send("/events");
      streaming.awaitHead();
      List<Session> open =
          List.of(Session.open(server, "/ws/annotated"), Session.open(server, "/ws/programmatic"));
      server.awaitRunning(2);
      server.undeploy();
      sessions = open.stream().map(Session::awaitEnd).toList();
      open.forEach(Session::close);
      events = streaming.outcome();
      slow = running.outcome();
      longer = runningOn.outcome();
      await("the application is gone")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> server.get("/api/hello", Instance.KUBE_PROBE).status() == 404);
      // Open Liberty tells the application when nothing runs any more; the others at once.
      await("the report of the drain")
          .atMost(Duration.ofSeconds(30))
          .until(() -> server.log().matches("(?s).*LD000(5: Drained|6: Deadline reached).*"));
      server.sigterm();
      exit = server.awaitExit(Duration.ofSeconds(40));
    }
  }

  @Test
  void theRunningRequestFinishes() {
    assertThat(slow.response().text()).isEqualTo("slow");
  }

  /** As without the jar: the application is gone for new requests only. */
  @Test
  void oneThatTakesLongerThanTheWaitIsNotInterrupted() {
    assertThat(longer.response().text()).isEqualTo("slow");
    assertThat(exit.messages("LD0056")).isEmpty();
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

  /** None has ended before: what the end of a request needs must be there when the wait is over. */
  @Test
  void theFirstToEndMayTakeLongerThanTheWait() throws IOException, InterruptedException {
    TestWar war =
        TestWar.withLameduck()
            .configured("lameduck.announce.min", "1s")
            .configured("lameduck.announce.max", "2s")
            .configured("lameduck.grace-period", GRACE_PERIOD);
    try (Instance server = Instance.startReady(war)) {
      List<Exchange> running = List.of(server.send(LONG), server.send(LONG_ASYNC));
      server.awaitRunning(2);
      server.undeploy();
      assertThat(running)
          .extracting(exchange -> exchange.outcome().response().text())
          .containsExactly("slow", "slow-async");
    }
  }
}
