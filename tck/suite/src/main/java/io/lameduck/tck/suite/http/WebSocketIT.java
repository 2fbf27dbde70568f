package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.harness.RawWebSocket;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.Session;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Sessions of both kinds of endpoints are open at SIGTERM, and a slow request runs. */
@BlackBox("WebSocket: sessions close with 1001, and new handshakes go elsewhere")
class WebSocketIT {

  private static final String ANNOTATED = "/ws/annotated";
  private static final String PROGRAMMATIC = "/ws/programmatic";
  private static final int GOING_AWAY = 1001;

  /** The default of {@code lameduck.announce.min}. */
  private static final Duration ANNOUNCE_MIN = Duration.ofSeconds(5);

  /** The default of {@code lameduck.streams.timeout}, and a second. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(3);

  private static List<Session> open(Instance server) throws ExchangeFailed {
    List<Session> sessions = new ArrayList<>();
    for (String path : List.of(ANNOTATED, PROGRAMMATIC, ANNOTATED, PROGRAMMATIC)) {
      sessions.add(Session.open(server, path));
    }
    return sessions;
  }

  private static List<Session.End> ends(List<CompletableFuture<Session.End>> ends) {
    return ends.stream().map(CompletableFuture::join).toList();
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class WithLameduck {

    private final List<String> answers = new ArrayList<>();
    private List<Duration> told = List.of();
    private List<Session.End> ends = List.of();
    private long activeBefore;
    private Duration drainingSeen;
    private RawResponse refused;
    private Outcome slow;
    private Exit exit;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      try (Instance server = Instance.startReady(TestWar.withLameduck().webSocket())) {
        List<Session> sessions = open(server);
        Exchange running = server.send("/slow?ms=14000");
        server.awaitRunning(1);
        activeBefore = server.readiness().check().activeRequests();

        server.sigterm();
        server.awaitLog("LD0002: Lame duck");
        for (Session session : sessions) {
          answers.add(session.ask("question"));
        }
        sessions.add(Session.open(server, ANNOTATED));
        sessions.add(Session.open(server, PROGRAMMATIC));
        List<CompletableFuture<Session.End>> awaited = sessions.stream().map(Session::end).toList();

        server.awaitLog("LD0004: Draining");
        drainingSeen = server.sinceStop();
        refused = server.get(ANNOTATED, RawWebSocket.HANDSHAKE.toArray(new String[0]));
        ends = ends(awaited);
        told = ends.stream().map(end -> server.sinceStop(end.at())).toList();
        // The others do not answer, as a client may that has gone to sleep.
        sessions.get(0).answerClose(GOING_AWAY);
        slow = running.outcome();
        exit = server.awaitExit(Duration.ofSeconds(60));
        sessions.forEach(Session::close);
      }
    }

    @Test
    void aSessionIsNoRequestInFlight() {
      assertThat(activeBefore).isEqualTo(1);
    }

    @Test
    void messagesAreAnsweredInTheLameDuckPhase() {
      assertThat(answers).hasSize(4).containsOnly("answer to question");
    }

    @Test
    void everySessionIsToldToGo() {
      assertThat(ends).hasSize(6).extracting(Session.End::code).containsOnly(GOING_AWAY);
    }

    @Test
    void theyAreToldWhenTheLameDuckPhaseIsOverAndNotBefore() {
      assertThat(told)
          .allSatisfy(at -> assertThat(at).isBetween(ANNOUNCE_MIN, drainingSeen.plus(TOLD_WITHIN)));
    }

    @Test
    void aHandshakeInTheDrainingIsSentElsewhere() {
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.saysClose()).as("Connection: close").isTrue();
      assertThat(refused.header("Retry-After")).contains("1");
    }

    @Test
    void theyAbandonAndDelayNothing() {
      assertThat(slow.response().text()).isEqualTo("slow");
      Duration lastRequest = Duration.ofSeconds(14);
      assertThat(exit.drained()).isLessThan(lastRequest.plusSeconds(1));
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("abandoned: 0");
      assertThat(exit.messages("LD0026")).singleElement().asString().contains(": 6, in ");
      assertThat(exit.messages("LD0027")).isEmpty();
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    }
  }

  /** Some servers tell by themselves, but at once, when the balancer still sends clients back. */
  @Control
  @Test
  void controlTheBareServerTellsNobodyOrTooEarly() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.bare().webSocket())) {
      List<Session> sessions = open(server);
      server.sigterm();
      List<Session.End> ends = ends(sessions.stream().map(Session::end).toList());
      assertThat(ends)
          .noneMatch(
              end ->
                  end.code() == GOING_AWAY
                      && server.sinceStop(end.at()).compareTo(ANNOUNCE_MIN) >= 0);
      System.out.printf("WebSocket without the jar: %s%n", ends);
      sessions.forEach(Session::close);
    }
  }
}
