package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.Health;
import io.lameduck.tck.harness.RawHttp2.GoAway;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Multiplex;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.SlowRequest;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Requests of every kind run on one HTTP/2 connection when SIGTERM comes, and others follow on it
 * until it is told its last stream ({@link GoAwayIT}), and then on another one. The client takes a
 * response for malformed that has such a field (RFC 9113, 8.2.2), so a whole response never has
 * one.
 */
@BlackBox("HTTP/2: in-flight and late requests of one connection finish")
class Http2IT {

  /** Until then a balancer may send new requests; the default of {@code announce.min}. */
  private static final Duration ANNOUNCE_MIN = Duration.ofSeconds(5);

  /** For the control: some servers wait for a few seconds by themselves. */
  private static final Duration LONGER = Duration.ofSeconds(14);

  private static final List<String> LATE =
      List.of("/api/hello", "/slow?ms=500", "/slow-async?ms=500");

  /** More than the server may send before it is granted a window, and the system buffers. */
  private static final int MEBIBYTES = 12;

  /** All of it then takes longer than anything else here. */
  private static final int BYTES_PER_SECOND = 1_100_000;

  /** What the system and the client's window hold of this is seconds long. */
  private static final int BYTES_PER_SECOND_OF_THE_SLOWEST = 80_000;

  private static Map<SlowRequest, CompletableFuture<Outcome>> sendAll(
      Instance server, Multiplex connection, Duration longer) throws IOException {
    SlowRequest.warmUpAll(server);
    Map<SlowRequest, CompletableFuture<Outcome>> running = new EnumMap<>(SlowRequest.class);
    for (SlowRequest request : SlowRequest.values()) {
      running.put(request, connection.send(request.target(longer)));
    }
    server.awaitRunning(running.size());
    return running;
  }

  /** As many clients do on their first request (RFC 7540, 3.2). */
  private static void upgrade(Instance server) throws ExchangeFailed {
    try (Multiplex upgraded = Multiplex.upgrade(server, "/api/hello")) {
      assertThat(upgraded.send("/api/hello").join().isOk()).isTrue();
    }
  }

  private static List<Outcome> outcomes(Stream<CompletableFuture<Outcome>> futures) {
    return futures.map(CompletableFuture::join).toList();
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class WithLameduck {

    private final Map<SlowRequest, Outcome> running = new EnumMap<>(SlowRequest.class);
    private final List<Outcome> late = new ArrayList<>();
    private Health before;
    private Health draining;
    private Outcome narrow;
    private Outcome narrowest;
    private Duration lastEnded;
    private Exit exit;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      try (Instance server = Instance.startReady(TestWar.withLameduck());
          Multiplex connection = Multiplex.open(server);
          Multiplex slowly = Multiplex.openNarrow(server, BYTES_PER_SECOND);
          Multiplex slowest = Multiplex.openNarrow(server, BYTES_PER_SECOND_OF_THE_SLOWEST)) {
        Map<SlowRequest, CompletableFuture<Outcome>> sent =
            sendAll(server, connection, Duration.ZERO);
        CompletableFuture<Outcome> large = slowly.send("/large?mib=" + MEBIBYTES);
        CompletableFuture<Outcome> one = slowest.send("/large?mib=1");
        before = server.readiness();
        upgrade(server);

        server.sigterm();
        server.awaitLog("LD0002: Lame duck");
        late.addAll(outcomes(LATE.stream().map(connection::send)));
        server.awaitLog("LD0004: Draining");
        draining = server.readiness();
        // By now the first one is told its last stream.
        try (Multiplex second = Multiplex.open(server)) {
          late.addAll(outcomes(LATE.stream().map(second::send)));
        }

        sent.forEach((request, outcome) -> running.put(request, outcome.join()));
        narrow = large.join();
        narrowest = one.join();
        lastEnded = server.sinceStop(Math.max(narrow.ended(), narrowest.ended()));
        exit = server.awaitExit(Duration.ofSeconds(60));
        System.out.printf(
            "HTTP/2: the large response ended after %d ms, the drain took %d ms; at the stop %s%n",
            lastEnded.toMillis(), exit.drained().toMillis(), goodbye(connection));
      }
    }

    @Test
    void whatRunsIsCounted() {
      assertThat(before.check().activeRequests()).isGreaterThanOrEqualTo(running.size());
      assertThat(draining.check().phase()).isEqualTo("DRAINING");
      assertThat(draining.check().activeRequests()).isPositive();
    }

    @Test
    void whatRunsCompletes() {
      assertThat(running)
          .hasSize(SlowRequest.values().length)
          .allSatisfy(
              (request, outcome) -> {
                assertThat(outcome.response().status()).as(request.name()).isEqualTo(200);
                assertThat(request.isWhole(outcome.response())).as(request.name()).isTrue();
              });
    }

    @Test
    void whatIsNewIsServedInEachPhase() {
      assertThat(late).hasSize(2 * LATE.size()).allMatch(Outcome::isOk);
    }

    @Test
    void whatWaitsForAWindowIsWaitedFor() {
      assertThat(narrow.response().status()).isEqualTo(200);
      assertThat(SlowRequest.isCounting(narrow.response().body(), MEBIBYTES)).isTrue();
      assertThat(narrowest.response().status()).isEqualTo(200);
      assertThat(SlowRequest.isCounting(narrowest.response().body(), 1)).isTrue();
    }

    @Test
    void theServerLeavesInOrderAndAbandonsNothing() {
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.messages("LD0005"))
          .singleElement()
          .asString()
          .contains("served late: " + late.size() + ",", "abandoned: 0");
      assertThat(exit.after()).isGreaterThan(lastEnded);
    }
  }

  /** What runs some servers finish by themselves; what is new fails while the balancer sends it. */
  @Control
  @Test
  void controlTheBareServerFailsWhatIsNew() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.bare());
        Multiplex connection = Multiplex.open(server)) {
      upgrade(server);
      Map<SlowRequest, CompletableFuture<Outcome>> running = sendAll(server, connection, LONGER);
      server.sigterm();
      Outcome late = connection.send("/api/hello").join();
      while (late.isOk()) {
        late = connection.send("/api/hello").join();
      }
      Duration failed = server.sinceStop(late.ended());
      List<Outcome> ended = outcomes(running.values().stream());
      System.out.printf(
          "HTTP/2 without the jar: after %d ms %s; running %s; at the stop %s%n",
          failed.toMillis(),
          late.summary(),
          ended.stream().map(Outcome::summary).toList(),
          goodbye(connection));
      assertThat(failed).isLessThan(ANNOUNCE_MIN);
    }
  }

  private static String goodbye(Multiplex connection) {
    Optional<GoAway> goAway = connection.goAway();
    return goAway.map(GoAway::toString).orElse("no GOAWAY");
  }
}
