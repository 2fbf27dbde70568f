package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The drain has an end, whatever the requests do. */
@BlackBox
class ImpatienceIT {

  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  @Test
  void aSecondSigtermHandsOverAtOnce() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck())) {
      Exchange slow = server.send("/slow?ms=25000");
      server.awaitRunning(1);
      server.sigterm();
      server.awaitLog("LD0002: Lame duck");
      // The control: until here the first signal alone keeps the server serving.
      assertThat(server.get("/api/hello").status()).isEqualTo(200);

      Duration second = server.sinceSigterm();
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.after()).isLessThan(second.plus(AT_ONCE));
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.messages("LD0007")).singleElement().asString().contains("abandoned: 1");
      assertThat(slow.outcome().isOk()).isFalse();
    }
  }

  @Test
  void aRequestThatNeverEndsDoesNotOutliveTheGracePeriod()
      throws IOException, InterruptedException {
    TestWar war =
        TestWar.withLameduck()
            .configured("lameduck.grace-period", "12s")
            .configured("lameduck.stop-reserve", "3s")
            .configured("lameduck.announce.min", "1s")
            .configured("lameduck.announce.quiet", "1s")
            .configured("lameduck.announce.max", "3s");
    try (Instance server = Instance.startReady(war)) {
      Exchange never = server.send("/never-ending");
      server.awaitRunning(1);
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.after()).isBetween(Duration.ofMillis(8_500), Duration.ofSeconds(12));
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.messages("LD0006")).singleElement().asString().contains("abandoned: 1");
      assertThat(never.outcome().isOk()).isFalse();
    }
  }
}
