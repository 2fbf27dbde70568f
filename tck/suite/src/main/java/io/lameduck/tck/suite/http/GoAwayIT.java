package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.Http2Crowd;
import io.lameduck.tck.harness.RawHttp2.GoAway;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Multiplex;
import io.lameduck.tck.suite.fixture.OtherVersion;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Connections of every kind are open at SIGTERM: one in steady use, one with a request that runs,
 * one whose client then says GOAWAY itself, idle ones, used and unused, and one that opens during
 * the drain. Each is told to go as RFC 9113, 6.8 has it: a GOAWAY that refuses nothing, then the
 * last stream, then the end.
 */
@BlackBox("HTTP/2: each connection gets a graceful GOAWAY, and loses no request")
class GoAwayIT {

  private static final int NOTHING_REFUSED = Integer.MAX_VALUE;
  private static final int IDLE = 2000;

  /** For all of them to be told: less than a second, unless the machine is busy. */
  private static final Duration AT_ONCE = Duration.ofMillis(2500);

  /** A round trip, or the second that stands for it; and what a busy machine adds. */
  private static final Duration SOON = Duration.ofSeconds(6);

  /** Announce.min and announce.quiet of the default, and a margin. */
  private static final Duration QUIET = Duration.ofMillis(6500);

  /** For one MiB, which the operating system takes at once: seven seconds. */
  private static final int BYTES_PER_SECOND = 150_000;

  private static final String HELLO = "/api/hello";

  /** What a client may repeat, since the server has said that it has not looked at it. */
  private static final Set<ExchangeFailed.Kind> MAY_BE_REPEATED =
      Set.of(ExchangeFailed.Kind.GOING_AWAY, ExchangeFailed.Kind.RESET);

  private static void awaitFinal(Multiplex connection) {
    await("the final GOAWAY").atMost(SOON).until(() -> isFinal(connection));
  }

  private static boolean isFinal(Multiplex connection) {
    return connection.goAways().stream().anyMatch(gone -> gone.lastStream() < NOTHING_REFUSED);
  }

  /** One request after the other, until the connection is told its last stream, or fails. */
  private static List<Outcome> useUntilTold(Multiplex connection) {
    List<Outcome> outcomes = new ArrayList<>();
    do {
      outcomes.add(connection.send(HELLO).join());
    } while (outcomes.get(outcomes.size() - 1).isOk() && !isFinal(connection));
    return outcomes;
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class WithLameduck {

    private long announced;
    private final List<Outcome> steady = new ArrayList<>();
    private List<GoAway> steadyTold;
    private List<GoAway> busyTold;
    private List<GoAway> idleTold;
    private List<GoAway> unusedTold;
    private List<GoAway> lateTold;
    private Outcome late;
    private Outcome running;
    private Outcome tooLate;
    private List<Outcome> ofLeaving;
    private List<Long> crowdTold;
    private int crowdClosed;
    private ExchangeFailed endOfIdle;
    private Exit exit;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      try (Instance server = Instance.startReady(TestWar.withLameduck());
          Multiplex used = Multiplex.open(server);
          Multiplex busy = Multiplex.open(server);
          Multiplex idle = Multiplex.open(server);
          Multiplex unused = Multiplex.open(server);
          Multiplex leaving = Multiplex.open(server);
          Http2Crowd crowd = Http2Crowd.open(server.httpPort(), IDLE)) {
        assertThat(used.send(HELLO).join().isOk()).isTrue();
        assertThat(idle.send(HELLO).join().isOk()).isTrue();
        CompletableFuture<Outcome> slow = busy.send("/slow?ms=8000");
        CompletableFuture<Outcome> slowOfLeaving = leaving.send("/slow?ms=8000");
        CompletableFuture<Void> saidGoAway = new CompletableFuture<>();
        CompletableFuture<Outcome> uploadOfLeaving =
            leaving.post("/exact-upload", new byte[10_000], saidGoAway);
        leaving.ping();
        server.awaitRunning(2);
        await("idle connections").atMost(SOON).until(() -> crowd.ready() == IDLE);

        server.sigterm();
        server.awaitLog("LD0002: Lame duck");
        announced = System.nanoTime();
        await("the first GOAWAY").atMost(SOON).until(() -> leaving.goAway().isPresent());
        leaving.sayGoAway();
        leaving.ping();
        saidGoAway.complete(null);
        steady.addAll(useUntilTold(used));
        awaitFinal(busy);
        CompletableFuture<Outcome> ignored = busy.sendInSpiteOfGoAway(HELLO);
        try (Multiplex opened = Multiplex.open(server)) {
          late = opened.send(HELLO).join();
          awaitFinal(opened);
          lateTold = opened.goAways();
        }
        awaitFinal(idle);
        awaitFinal(unused);
        await("the end of idle connections").atMost(SOON).until(() -> idle.end().isDone());
        endOfIdle = idle.end().join();
        await("the end of the crowd").atMost(SOON).until(() -> crowd.closed() == IDLE);
        crowdClosed = crowd.closed();
        ofLeaving = List.of(slowOfLeaving.join(), uploadOfLeaving.join());
        running = slow.join();
        exit = server.awaitExit(Duration.ofSeconds(60));
        tooLate = ignored.join();
        steadyTold = used.goAways();
        busyTold = busy.goAways();
        idleTold = idle.goAways();
        unusedTold = unused.goAways();
        crowdTold = crowd.firstGoAways();
        System.out.printf(
            "GOAWAY: %d idle connections told after %d ms; steady use: %d served, %s; exit after %d"
                + " ms%n",
            crowdTold.size(),
            (crowdTold.get(crowdTold.size() - 1) - announced) / 1_000_000,
            steady.size(),
            steadyTold,
            exit.after().toMillis());
      }
    }

    @Test
    void eachIsToldAtOnceAndRefusedNothing() {
      assertThat(List.of(steadyTold, busyTold, idleTold, unusedTold))
          .allSatisfy(
              told -> {
                assertThat(told.get(0).lastStream()).isEqualTo(NOTHING_REFUSED);
                assertThat(told.get(0).error()).isEqualTo("NO_ERROR");
                assertThat(told.get(0).arrived() - announced).isLessThan(AT_ONCE.toNanos());
              });
    }

    @Test
    void thousandsAreToldAtOnceAndEnded() {
      assertThat(crowdTold).hasSize(IDLE);
      assertThat(crowdTold.get(IDLE - 1) - announced).isLessThan(AT_ONCE.toNanos());
      assertThat(crowdClosed).isEqualTo(IDLE);
    }

    @Test
    void eachIsToldItsLastStreamARoundTripLater() {
      assertThat(List.of(steadyTold, busyTold, idleTold, unusedTold, lateTold))
          .allSatisfy(
              told -> {
                assertThat(told).hasSizeGreaterThan(1);
                assertThat(told.get(1).error()).isEqualTo("NO_ERROR");
                assertThat(told.get(1).arrived() - told.get(0).arrived())
                    .isBetween(Duration.ofMillis(500).toNanos(), SOON.toNanos());
              });
      assertThat(idleTold.get(1).lastStream()).isEqualTo(1);
      assertThat(unusedTold.get(1).lastStream()).isZero();
      assertThat(busyTold.get(1).lastStream()).isEqualTo(1);
    }

    @Test
    void betweenTheTwoEachRequestIsServed() {
      long told = steadyTold.get(0).arrived();
      assertThat(steady).filteredOn(outcome -> outcome.sent() > told).hasSizeGreaterThan(2);
      List<Outcome> failed = steady.stream().filter(outcome -> !outcome.isOk()).toList();
      assertThat(failed)
          .hasSizeLessThan(2)
          .allMatch(o -> o.failure() != null && MAY_BE_REPEATED.contains(o.failure().kind()));
    }

    @Test
    void whatRunsFinishesAndWhatIsTooLateIsNotLookedAt() {
      assertThat(running.isOk()).isTrue();
      assertThat(tooLate.answer()).isNull();
      assertThat(endOfIdle.kind()).isEqualTo(ExchangeFailed.Kind.NO_RESPONSE);
    }

    @Test
    void whatRunsFinishesEvenIfTheClientSaysGoAway() {
      assertThat(ofLeaving).allMatch(Outcome::isOk);
    }

    @Test
    void whatOpensDuringTheDrainIsServedAndThenTold() {
      assertThat(late.isOk()).isTrue();
      assertThat(lateTold.get(0).lastStream()).isEqualTo(NOTHING_REFUSED);
      assertThat(lateTold.get(0).arrived()).isGreaterThan(late.ended());
      assertThat(lateTold.get(1).lastStream()).isEqualTo(1);
    }

    @Test
    void theServerLeavesInOrderAndNoLater() {
      exit.isInOrder();
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.lameDuck()).isLessThan(QUIET);
      long served = 1 + steady.stream().filter(Outcome::isOk).count();
      assertThat(exit.messages("LD0005"))
          .singleElement()
          .asString()
          .contains("abandoned: 0")
          // Open Liberty begins the upload when its body is there.
          .containsPattern("served late: (%d|%d),".formatted(served, served + 1))
          .containsPattern("GOAWAY: 20\\d\\d,");
    }
  }

  /**
   * The connection opens after the drain, while the stop waits for the client of a finished
   * response: the closing of the listeners tells it its last stream, and nothing before that.
   */
  @Test
  void requestOfAnUpgradeIsWithinTheLastStream() throws IOException, InterruptedException {
    // Left alone, it runs when the listeners close.
    TestWar war = BriefStop.brief(TestWar.withLameduck()).configured("lameduck.abandoned", "leave");
    try (Instance server = Instance.startReady(war)) {
      server.sendNarrowly("/large?mib=1", BYTES_PER_SECOND).awaitHead();
      server.sigterm();
      server.awaitLog("LD0047");
      try (Multiplex upgraded = Multiplex.upgrade(server, "/slow?ms=25000")) {
        server.awaitRunning(1);
        awaitFinal(upgraded);
        System.out.printf("GOAWAY after an upgrade: %s%n", upgraded.goAways());
        assertThat(upgraded.goAways()).extracting(GoAway::lastStream).containsExactly(1);
      }
    }
  }

  /** Another version of the server may lack what a GOAWAY of its clients needs. */
  @Test
  void eachIsToldThoughAFieldIsGoneThatOnlyOneStepNeeds() throws IOException, InterruptedException {
    TestWar war = BriefStop.brief(TestWar.withLameduck());
    try (Instance server = Instance.startReady(war, OtherVersion.withoutGoAwayOfClients());
        Multiplex connection = Multiplex.open(server)) {
      assertThat(connection.send(HELLO).join().isOk()).isTrue();
      server.sigterm();
      awaitFinal(connection);
      assertThat(connection.goAways())
          .extracting(GoAway::lastStream)
          .containsExactly(NOTHING_REFUSED, 1);
    }
  }

  /** The bare server closes, or refuses, what it has not told to go. */
  @Control
  @Test
  void controlTheBareServerSaysNothingInTime() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.bare());
        Multiplex connection = Multiplex.open(server)) {
      assertThat(connection.send(HELLO).join().isOk()).isTrue();
      server.sigterm();
      List<Outcome> outcomes = useUntilTold(connection);
      System.out.printf(
          "GOAWAY without the jar: %s, %s%n",
          outcomes.get(outcomes.size() - 1), connection.goAways());
      assertThat(outcomes.get(outcomes.size() - 1).isOk()).isFalse();
      assertThat(connection.goAways()).noneMatch(gone -> gone.lastStream() == NOTHING_REFUSED);
    }
  }
}
