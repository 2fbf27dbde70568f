package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The client takes seconds to take in the body, so that at SIGTERM most of it is still in the
 * server, and at the end the container has a rest to send when the application is done with it.
 */
@BlackBox("A large response to a slow client arrives whole")
class NarrowNetworkIT {

  /** More than the operating system buffers, which would send it on after the server's end. */
  private static final int MEBIBYTES = 12;

  /** All of it then takes at least six seconds. */
  private static final int BYTES_PER_SECOND = 2_000_000;

  @Test
  void theWholeBodyArrives() throws IOException, InterruptedException {
    Outcome outcome = stopWhileSending(briefly(TestWar.withLameduck()));
    assertThat(outcome.response().status()).isEqualTo(200);
    assertThat(SlowRequest.isCounting(outcome.response().body(), MEBIBYTES)).isTrue();
  }

  @Test
  void controlTheBareServerCutsItOff() throws IOException, InterruptedException {
    assertThat(stopWhileSending(TestWar.bare()).summary()).isIn("CUT_OFF", "RESET");
  }

  private static TestWar briefly(TestWar war) {
    return war.configured("lameduck.announce.min", "1s")
        .configured("lameduck.announce.quiet", "500ms")
        .configured("lameduck.announce.max", "3s");
  }

  private static Outcome stopWhileSending(TestWar war) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war)) {
      Exchange narrow = server.sendNarrowly("/large?mib=" + MEBIBYTES, BYTES_PER_SECOND);
      narrow.awaitHead();
      server.sigterm();
      Outcome outcome = narrow.outcome();
      server.awaitExit(Duration.ofSeconds(40));
      return outcome;
    }
  }
}
