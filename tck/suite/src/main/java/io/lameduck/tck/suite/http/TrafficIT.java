package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.Probes;
import io.lameduck.tck.suite.fixture.TestWar;
import io.lameduck.tck.suite.fixture.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The balancer is late: requests keep coming for nine seconds after SIGTERM. */
@BlackBox("The server answers requests of a late balancer, with `Connection: close`")
class TrafficIT {

  private static final Duration LATE = Duration.ofSeconds(9);
  private static final int CLIENTS = 4;

  /** All the rest of the drain begins at once. */
  private static final Duration READINESS_DELAY = Duration.ofSeconds(4);

  private record Observed(
      List<Outcome> before,
      List<Outcome> after,
      List<Probes.Sample> probes,
      Duration until,
      Exit exit) {}

  private static Observed observe(TestWar war) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war);
        Traffic earlier = Traffic.of(CLIENTS, server)) {
      List<Outcome> before = earlier.goOnFor(Duration.ofSeconds(1));
      try (Traffic late = Traffic.of(CLIENTS, server)) {
        server.sigterm();
        try (Probes probes = Probes.every(Duration.ofMillis(250), server)) {
          List<Outcome> after = late.goOnFor(LATE);
          Duration until = server.sinceStop();
          Exit exit = server.awaitExit(Duration.ofSeconds(40));
          return new Observed(before, after, probes.samples(), until, exit);
        }
      }
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class WithLameduck {

    private Observed observed;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      observed =
          observe(
              TestWar.withLameduck()
                  .configured("lameduck.readiness.delay", READINESS_DELAY.toString()));
    }

    @Test
    void everyRequestIsServed() {
      assertThat(observed.after()).hasSizeGreaterThan(100).allMatch(Outcome::isOk);
    }

    @Test
    void everyResponseSaysClose() {
      long aSecondLater = observed.after().get(0).sent() + Duration.ofSeconds(1).toNanos();
      assertThat(observed.after())
          .filteredOn(outcome -> outcome.sent() > aSecondLater)
          .isNotEmpty()
          .allMatch(outcome -> outcome.response().saysClose());
    }

    @Test
    void readinessIsUpForItsDelayAndThenDown() {
      assertThat(checks(Duration.ofSeconds(1), READINESS_DELAY))
          .hasSizeGreaterThan(2)
          .allMatch(check -> check.equals("200 UP LAME_DUCK"));
      // The delay counts from the beginning of the drain, the samples from the signal.
      assertThat(checks(READINESS_DELAY.plusSeconds(1), LATE))
          .hasSizeGreaterThan(2)
          .allMatch(check -> check.equals("503 DOWN LAME_DUCK"));
      assertThat(observed.probes())
          .as("liveness")
          .filteredOn(sample -> sample.isBetween(Duration.ZERO, LATE))
          .allMatch(sample -> sample.liveness().status() == 200);
    }

    private List<String> checks(Duration from, Duration to) {
      return observed.probes().stream()
          .filter(sample -> sample.isBetween(from, to))
          .map(
              sample ->
                  sample.readiness().status()
                      + sample
                          .readiness()
                          .lameduck()
                          .map(check -> " " + check.status() + " " + check.phase())
                          .orElse(""))
          .toList();
    }

    @Test
    void noResponseSaysCloseBefore() {
      assertThat(observed.before())
          .isNotEmpty()
          .allMatch(Outcome::isOk)
          .noneMatch(outcome -> outcome.response().saysClose());
    }

    @Test
    void theDrainEndsWhenItIsQuiet() {
      assertThat(observed.exit().drained())
          .as("after announce.quiet, which is two seconds")
          .isBetween(observed.until().plusSeconds(1), observed.until().plusSeconds(5));
      assertThat(observed.exit().code()).isEqualTo(Exit.BY_SIGTERM);
    }

    @Test
    void theLogNamesTheApplication() {
      for (String id : List.of("LD0001", "LD0002", "LD0005")) {
        assertThat(observed.exit().messages(id)).singleElement().asString().endsWith("[/app]");
      }
    }

    @Test
    void theReportCountsTheLateRequests() {
      assertThat(observed.exit().messages("LD0005"))
          .singleElement()
          .asString()
          .containsPattern("served late: [1-9]\\d\\d")
          .contains("abandoned: 0");
    }
  }

  @Control
  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Bare {

    private Observed observed;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      observed = observe(TestWar.bare());
    }

    @Test
    void requestsFail() {
      assertThat(observed.before()).isNotEmpty().allMatch(Outcome::isOk);
      assertThat(observed.after()).filteredOn(outcome -> !outcome.isOk()).hasSizeGreaterThan(100);
    }
  }
}
