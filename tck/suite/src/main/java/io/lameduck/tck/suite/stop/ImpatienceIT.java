package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The drain has an end, whatever the requests do. How long the server then takes to leave is its
 * own affair, so that is a test of its own.
 */
@BlackBox("A drain ends at its deadline or by a second SIGTERM, and interrupts the requests left")
class ImpatienceIT {

  private static final Duration EXIT_BOUND = Duration.ofSeconds(40);

  /** For the server's own stop, which takes up to nine seconds on some, on a busy machine. */
  private static final Duration STOP_RESERVE = Duration.ofSeconds(12);

  private static final String INTERRUPTED = "slow work interrupted";

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class SecondSigterm {

    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private Instance server;
    private Exchange slow;
    private Duration second;
    private Duration drained;
    private String report;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      server = Instance.startReady(TestWar.withLameduck());
      slow = server.send("/slow?ms=25000");
      server.awaitRunning(1);
      server.sigterm();
      server.awaitLog("LD0002: Lame duck");
      server.sigterm(); // At once: what a process group gets twice is one request.
      // The control: until the second one the server goes on serving. This request is over before
      // it: the client may have the answer while the server's thread still returns.
      assertThat(server.get("/api/hello").status()).isEqualTo(200);
      server.awaitSecondSignalIsNew();
      assertThat(server.log()).doesNotContain("LD0007");

      second = server.sinceStop();
      server.sigterm();
      report = server.awaitLog("LD0007: ");
      drained = server.sinceStop();
    }

    @AfterAll
    void kill() throws IOException {
      server.close();
    }

    @Test
    void theDrainEndsAtOnce() {
      assertThat(drained).isLessThan(second.plus(AT_ONCE));
      assertThat(report).contains("abandoned: 1");
    }

    @Test
    void theServerLeavesAtOnce() throws InterruptedException {
      Exit exit = server.awaitExit(EXIT_BOUND);
      System.out.printf("Second SIGTERM: gone after %s%n", exit.after().minus(second));
      assertThat(exit.after()).isLessThan(second.plus(STOP_RESERVE));
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.messages("LD0007")).hasSize(1);
      assertThat(exit.messages("LD0056")).hasSize(1);
      assertThat(exit.log()).containsSubsequence("LD0007", INTERRUPTED);
      assertThat(slow.outcome().isOk()).isFalse();
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class RequestThatNeverEnds {

    private static final Duration GRACE_PERIOD = Duration.ofSeconds(19);

    private Instance server;
    private Exchange never;
    private Duration drained;
    private String report;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      server =
          Instance.startReady(
              TestWar.withLameduck()
                  .configured("lameduck.grace-period", GRACE_PERIOD.toString())
                  .configured("lameduck.stop-reserve", STOP_RESERVE.toString())
                  .configured("lameduck.announce.min", "1s")
                  .configured("lameduck.announce.quiet", "1s")
                  .configured("lameduck.announce.max", "3s"));
      never = server.send("/never-ending");
      server.awaitRunning(1);
      server.sigterm();
      report = server.awaitLog("LD0006: ");
      drained = server.sinceStop();
    }

    @AfterAll
    void kill() throws IOException {
      server.close();
    }

    @Test
    void theDrainEndsWhenTimeIsUp() {
      Duration time = GRACE_PERIOD.minus(STOP_RESERVE);
      assertThat(drained).isBetween(time.minusMillis(500), time.plusSeconds(1));
      assertThat(report).contains("abandoned: 1");
    }

    @Test
    void theServerLeavesWithinTheGracePeriod() throws InterruptedException {
      Exit exit = server.awaitExit(EXIT_BOUND);
      assertThat(exit.after()).isLessThan(GRACE_PERIOD);
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.messages("LD0006")).hasSize(1);
      assertThat(exit.messages("LD0056")).hasSize(1);
      assertThat(exit.log()).containsSubsequence("LD0006", INTERRUPTED);
      assertThat(exit.messages("LD0033"))
          .as("named at half of the time and at its end")
          .hasSize(2)
          .allSatisfy(
              line -> assertThat(line).contains("GET /app/never-ending for ", "NeverEnding"));
      assertThat(never.outcome().isOk()).isFalse();
    }
  }

  /** As it is with {@code leave}: what the server then does with the thread is its own affair. */
  @Control
  @Test
  void controlWhatIsLeftIsNotInterrupted() throws IOException, InterruptedException {
    TestWar war = BriefStop.brief(TestWar.withLameduck()).configured("lameduck.abandoned", "leave");
    try (Instance server = Instance.startReady(war)) {
      Exchange never = server.send("/never-ending");
      server.awaitRunning(1);
      server.sigterm();
      server.awaitSecondSignalIsNew();
      server.sigterm();
      Exit exit = server.awaitExit(EXIT_BOUND.multipliedBy(2));
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.messages("LD0007")).hasSize(1);
      assertThat(exit.messages("LD0056")).isEmpty();
      assertThat(exit.log().split("LD0007", 2)[0]).doesNotContain(INTERRUPTED);
      assertThat(never.outcome().isOk()).isFalse();
      System.out.printf("Left alone: gone after %d ms%n", exit.after().toMillis());
    }
  }
}
