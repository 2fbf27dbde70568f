package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Multiplex;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Event streams have no end of their own: the drain ends them, in order, and goes on. */
@BlackBox("Event streams end cleanly after the lame-duck phase")
class EventStreamIT {

  private static final List<String> KINDS = List.of("/events", "/api/events", "/events?how=sync");

  /** Longer than any server waits by itself before it cuts off. */
  private static final Duration LAME_DUCK = Duration.ofSeconds(4);

  private static final Duration STREAMS_TIMEOUT = Duration.ofSeconds(2);
  private static final int MANY = Integer.getInteger("lameduck.tck.streams", 1_000);

  private static TestWar configured(TestWar war) {
    return war.configured("lameduck.announce.min", LAME_DUCK.toString())
        .configured("lameduck.announce.quiet", "500ms")
        .configured("lameduck.announce.max", "6s")
        .configured("lameduck.streams.timeout", STREAMS_TIMEOUT.toString());
  }

  private static List<Exchange> open(Instance server, List<String> paths) {
    List<Exchange> streams = paths.stream().map(server::send).toList();
    streams.forEach(Exchange::awaitHead);
    return streams;
  }

  /** Of each kind one, and a thousand of one kind. */
  @Test
  void eachIsEndedInOrderAndNothingWaitsForIt() throws IOException, InterruptedException {
    List<String> paths = new ArrayList<>(KINDS);
    paths.addAll(Collections.nCopies(MANY, "/events"));
    try (Instance server = Instance.startReady(configured(TestWar.withLameduck()))) {
      List<Exchange> streams = open(server, paths);
      assertThat(server.readiness().check().activeRequests()).isEqualTo(paths.size());
      server.sigterm();
      List<Outcome> outcomes = streams.stream().map(Exchange::outcome).toList();
      for (Outcome outcome : outcomes) {
        RawResponse whole = outcome.response(); // To its last chunk, or there is none.
        assertThat(whole.text()).as(outcome.target()).contains("data: tick").endsWith("\n\n");
        assertThat(server.sinceStop(outcome.ended()))
            .as(outcome.target())
            .isGreaterThanOrEqualTo(LAME_DUCK);
      }
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      System.out.printf(
          "Event streams on %s: %d ended, drained %d ms after SIGTERM%n",
          TestBed.SERVER.name(), paths.size(), exit.drained().toMillis());
      // The lame-duck phase may be as long as its maximum, the streams' time follows.
      assertThat(exit.drained()).isLessThan(Duration.ofSeconds(6 + 2 + 1));
      assertThat(exit.messages("LD0005"))
          .singleElement()
          .asString()
          .contains("streams ended: " + paths.size())
          .contains("abandoned: 0");
    }
  }

  /**
   * As the first request of Java's {@code HttpClient} does without TLS. Open Liberty upgrades only
   * if no filter has wrapped the request, so the application writes to the server's own response.
   */
  @Test
  void soIsOneThatHasUpgradedItsConnection() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(configured(TestWar.withLameduck()));
        Multiplex upgraded = Multiplex.upgrade(server, "/events")) {
      await("the stream is open")
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.readiness().check().activeRequests() == 1);
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(upgraded.frameHeads())
          .as("END_STREAM")
          .anyMatch(frame -> frame.startsWith("type 0, flags 1, stream 1, "));
      assertThat(exit.drained()).isLessThan(Duration.ofSeconds(6 + 2 + 1));
      assertThat(exit.messages("LD0005"))
          .singleElement()
          .asString()
          .contains("streams ended: 1", "abandoned: 0");
    }
  }

  /**
   * Its client is no EventSource, which would connect again: it takes what it gets for the whole.
   */
  @Test
  void aPostedOneRunsToItsEnd() throws IOException, InterruptedException {
    TestWar war =
        BriefStop.brief(TestWar.withLameduck())
            .configured("lameduck.announce.min", "500ms")
            .configured("lameduck.announce.max", "1s")
            .configured("lameduck.streams.timeout", "500ms");
    try (Instance server = Instance.startReady(war)) {
      Exchange posted = Exchange.post(server::connect, "/app/events");
      posted.awaitHead();
      server.sigterm();
      assertThat(posted.outcome().response().text()).endsWith("data: done\n\n");
      assertThat(server.awaitExit(Duration.ofSeconds(40)).messages("LD0005"))
          .singleElement()
          .asString()
          .contains("streams ended: 0");
    }
  }

  /** The server cuts them off, or waits for them until its own patience is at an end. */
  @Control
  @Test
  void controlTheBareServerDoesNotEndThemInOrderOrInTime()
      throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(configured(TestWar.bare()))) {
      List<Exchange> streams = open(server, KINDS);
      server.sigterm();
      Duration inTime = LAME_DUCK.plus(STREAMS_TIMEOUT).plusSeconds(2);
      for (Exchange stream : streams) {
        Optional<Outcome> outcome = stream.outcomeWithin(inTime.minus(server.sinceStop()));
        assertThat(outcome.filter(Outcome::isOk).map(o -> server.sinceStop(o.ended())))
            .as("cut off, or ended too early, or not at all")
            .satisfiesAnyOf(
                ended -> assertThat(ended).isEmpty(),
                ended -> assertThat(ended.orElseThrow()).isLessThan(LAME_DUCK));
      }
    }
  }
}
