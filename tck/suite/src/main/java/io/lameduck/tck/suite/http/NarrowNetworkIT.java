package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.SlowRequest;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A client takes seconds to take in the body, so that at SIGTERM most of it is still in the server,
 * and at the end the container, or the operating system, has a rest to send when the application is
 * done with it. What the operating system has would be lost with the network of a pod, which goes
 * with its last process.
 */
@BlackBox("A large response to a slow client arrives whole")
class NarrowNetworkIT {

  /** More than the operating system buffers, which would send it on after the server's end. */
  private static final int MEBIBYTES = 12;

  /** All of it then takes at least six seconds. */
  private static final int BYTES_PER_SECOND = 2_000_000;

  /** For one MiB, which the operating system takes at once: ten seconds. */
  private static final int BYTES_PER_SECOND_OF_THE_SLOWEST = 100_000;

  @Test
  void theWholeBodyArrivesAndBeforeTheProcessEnds() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(briefly(TestWar.withLameduck()))) {
      Exchange narrow = sendNarrowly(server, MEBIBYTES, BYTES_PER_SECOND);
      Exchange narrowest = sendNarrowly(server, 1, BYTES_PER_SECOND_OF_THE_SLOWEST);
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));

      for (Exchange exchange : List.of(narrow, narrowest)) {
        Outcome outcome = exchange.outcome();
        assertThat(outcome.response().status()).isEqualTo(200);
        assertThat(server.sinceStop(outcome.ended())).isLessThan(exit.after());
      }
      assertThat(isWhole(narrow, MEBIBYTES)).isTrue();
      assertThat(isWhole(narrowest, 1)).isTrue();
      assertThat(exit.messages("LD0047")).as("it says what it waits for").hasSize(1);
      assertThat(exit.messages("LD0023")).isEmpty();
    }
  }

  @Control
  @Test
  void controlTheBareServerCutsItOff() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.bare())) {
      Exchange narrow = sendNarrowly(server, MEBIBYTES, BYTES_PER_SECOND);
      server.sigterm();
      assertThat(narrow.outcome().summary()).isIn("CUT_OFF", "RESET");
      server.awaitExit(Duration.ofSeconds(40));
    }
  }

  @Control
  @Test
  void controlTheBareServerIsGoneBeforeItsClientHasAll() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.bare())) {
      Exchange narrowest = sendNarrowly(server, 1, BYTES_PER_SECOND_OF_THE_SLOWEST);
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(server.sinceStop(narrowest.outcome().ended())).isGreaterThan(exit.after());
    }
  }

  private static Exchange sendNarrowly(Instance server, int mebibytes, int bytesPerSecond) {
    Exchange narrow = server.sendNarrowly("/large?mib=" + mebibytes, bytesPerSecond);
    narrow.awaitHead();
    return narrow;
  }

  private static boolean isWhole(Exchange exchange, int mebibytes) {
    return SlowRequest.isCounting(exchange.outcome().response().body(), mebibytes);
  }

  private static TestWar briefly(TestWar war) {
    return war.configured("lameduck.announce.min", "1s")
        .configured("lameduck.announce.quiet", "500ms")
        .configured("lameduck.announce.max", "3s");
  }
}
