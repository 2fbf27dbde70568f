package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.Health;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.Probes;
import io.lameduck.tck.suite.fixture.SlowRequest;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests of every kind, two to nine seconds long, run when SIGTERM comes. Nothing else arrives,
 * except probes.
 */
@BlackBox("In-flight requests of every kind finish; readiness is DOWN, liveness UP")
class InFlightIT {

  /** For the control: some servers wait for a few seconds by themselves. */
  private static final Duration LONGER = Duration.ofSeconds(20);

  private record Observed(
      Health before,
      Map<SlowRequest, Outcome> outcomes,
      List<Probes.Sample> probes,
      Duration lastEnded,
      Exit exit) {

    Outcome of(SlowRequest request) {
      return Optional.ofNullable(outcomes.get(request)).orElseThrow();
    }

    /**
     * The probes from a second after SIGTERM until the last request is about to end. The client
     * hears of its end a little later than the server, which is then free to leave.
     */
    List<Probes.Sample> draining() {
      Duration from = Duration.ofSeconds(1);
      Duration to = lastEnded.minusMillis(300);
      return probes.stream().filter(sample -> sample.isBetween(from, to)).toList();
    }
  }

  private static Observed observe(TestWar war, Duration longer)
      throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war)) {
      SlowRequest.warmUpAll(server);
      Map<SlowRequest, Exchange> exchanges = new EnumMap<>(SlowRequest.class);
      for (SlowRequest request : SlowRequest.values()) {
        exchanges.put(request, request.sendTo(server, longer));
      }
      server.awaitRunning(exchanges.size());
      Optional.ofNullable(exchanges.get(SlowRequest.CHUNKED_STREAM)).orElseThrow().awaitHead();
      Health before = server.readiness();

      server.sigterm();
      if (war.hasLameduck()) {
        server.awaitLog("LD0002"); // A probe that is faster than the signal is a request as others.
      }
      try (Probes probes = Probes.every(Duration.ofMillis(100), server)) {
        Map<SlowRequest, Outcome> outcomes = new EnumMap<>(SlowRequest.class);
        exchanges.forEach((request, exchange) -> outcomes.put(request, exchange.outcome()));
        long last = outcomes.values().stream().mapToLong(Outcome::ended).max().orElseThrow();
        Exit exit = server.awaitExit(Duration.ofSeconds(60));
        return new Observed(before, outcomes, probes.samples(), server.sinceStop(last), exit);
      }
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class WithLameduck {

    private Observed observed;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      observed = observe(TestWar.withLameduck(), Duration.ZERO);
    }

    @Test
    void readinessIsUpWhileServing() {
      assertThat(observed.before().status()).isEqualTo(200);
      assertThat(observed.before().check().status()).isEqualTo("UP");
      assertThat(observed.before().check().phase()).isEqualTo("SERVING");
      assertThat(observed.before().check().activeRequests()).isEqualTo(SlowRequest.values().length);
    }

    @Test
    void readinessIsDownWithinASecond() {
      assertThat(observed.draining())
          .isNotEmpty()
          .allSatisfy(
              sample -> {
                assertThat(sample.readiness().status()).isEqualTo(503);
                assertThat(sample.readiness().check().status()).isEqualTo("DOWN");
                assertThat(sample.readiness().check().phase()).isNotEqualTo("SERVING");
              });
    }

    @Test
    void readinessTellsThePhaseAndSinceWhen() {
      assertThat(observed.draining())
          .extracting(sample -> sample.readiness().check().phase())
          .startsWith("LAME_DUCK")
          .endsWith("DRAINING");
      OffsetDateTime before = observed.before().check().since();
      assertThat(observed.draining())
          .extracting(sample -> sample.readiness().check())
          .filteredOn(check -> check.phase().equals("LAME_DUCK"))
          .extracting(Health.Check::since)
          .allSatisfy(since -> assertThat(since).isAfter(before))
          .as("changes only with the phase")
          .containsOnly(observed.draining().get(0).readiness().check().since());
    }

    @Test
    void readinessCountsDownWhatIsActive() {
      assertThat(observed.draining())
          .extracting(sample -> sample.readiness().check().activeRequests())
          .isSortedAccordingTo(Comparator.reverseOrder())
          .first(as(InstanceOfAssertFactories.INTEGER))
          .isGreaterThan(SlowRequest.values().length / 2);
    }

    @Test
    void livenessIsNeverTouched() {
      assertThat(observed.draining())
          .isNotEmpty()
          .allSatisfy(sample -> assertThat(sample.liveness().status()).isEqualTo(200));
    }

    @Test
    void whatIsNewIsServed() {
      assertThat(observed.draining()).isNotEmpty().allMatch(Probes.Sample::served);
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestCompletes(SlowRequest request) {
      assertThat(observed.of(request).response().status()).isEqualTo(200);
      assertThat(observed.of(request).response()).matches(request::isWhole, "is whole");
    }

    @ParameterizedTest
    @EnumSource
    void everyHeadThatWasNotSentSaysClose(SlowRequest request) {
      assertThat(observed.of(request).response().saysClose())
          .as("Connection: close")
          .isEqualTo(!request.commitsEarly());
    }

    @Test
    void theServerLeavesAfterTheLastRequest() {
      Duration last = observed.lastEnded();
      assertThat(observed.exit().drained()).isBetween(last.minusSeconds(1), last.plusSeconds(1));
      assertThat(observed.exit().after()).isGreaterThan(last);
      assertThat(observed.exit().code()).isEqualTo(Exit.BY_SIGTERM);
    }

    @Test
    void theLogTellsOfIt() {
      assertThat(observed.exit().messages("LD0001")).as("armed").hasSize(1);
      assertThat(observed.exit().messages("LD0005"))
          .as("report")
          .singleElement()
          .asString()
          .contains("completed: " + SlowRequest.values().length)
          .contains("abandoned: 0");
      assertThat(observed.exit().messages("LD0008")).as("warning of -Xrs").isEmpty();
    }
  }

  @Control
  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Bare {

    private Observed observed;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      observed = observe(TestWar.bare(), LONGER);
    }

    @Test
    void nothingNewIsServed() {
      Duration from = Duration.ofSeconds(1);
      assertThat(observed.probes())
          .filteredOn(sample -> sample.asked().compareTo(from) > 0)
          .noneMatch(Probes.Sample::served);
    }

    @ParameterizedTest
    @EnumSource
    void noLongRequestCompletes(SlowRequest request) {
      assertThat(observed.of(request).isOk()).isFalse();
    }

    @Test
    void theServerDoesNotWaitForThem() {
      assertThat(observed.exit().after()).isLessThan(LONGER);
      assertThat(observed.exit().code()).isEqualTo(Exit.BY_SIGTERM);
    }
  }
}
