package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The application has a handler of SIGTERM of its own. SignalTrapTest has more of it. */
@BlackBox("Another library's SIGTERM handler, installed before or after the jar's, works too")
class ForeignSignalIT {

  private static final String EARLY = "io.lameduck.tck.app.early.EarlyHandler";

  private static TestWar war() {
    return BriefStop.brief(TestWar.withLameduck()).with("fault");
  }

  private static TestWar early() {
    return war().with("early").extension(EARLY);
  }

  @Test
  void beforeUsItIsCalledAfterTheDrain() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(early())) {
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      assertThat(stop.exit().log()).containsSubsequence("LD0002", "LD0005", "FOREIGN chain");
    }
  }

  /** It would keep the JVM from stopping without the jar, too: the log says whose task it is. */
  @Test
  void beforeUsItMayKeepTheJvmAndTheLogSaysSo() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(early(), "-Dearly=swallow")) {
      Exchange slow = server.send("/slow?ms=4000");
      server.awaitRunning(1);
      server.sigterm();
      assertThat(slow.outcome().isOk()).isTrue();
      server.awaitLog("LD0042");
      server.awaitLog("SWALLOWED"); // Some servers write what is printed a little later.
      assertThat(server.log()).containsSubsequence("LD0005", "LD0042");
      assertThat(server.isAlive()).isTrue();
      // The listeners close with the hand-over, where the jar closes them.
      Outcome late = server.send("/api/hello").outcome();
      assertThat(late.summary().equals("REFUSED") || late.response().saysClose())
          .as("still drained: " + late)
          .isTrue();
    }
  }

  @Test
  void afterUsItPassesTheSignalOn() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war())) {
      assertThat(server.get("/signal?how=chain").text()).isEqualTo("installed");
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      assertThat(stop.exit().log()).containsSubsequence("FOREIGN chain", "LD0002", "LD0005");
    }
  }

  /** Then it is a stop of the server or of the application, and what runs is awaited. */
  @Test
  void afterUsItExitsByItself() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war())) {
      assertThat(server.get("/signal?how=exit").text()).isEqualTo("installed");
      Exchange slow = server.send("/slow?ms=4000");
      server.awaitRunning(1);
      server.sigterm();
      assertThat(slow.outcome().isOk()).isTrue();
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      exit.isInOrder();
      assertThat(exit.code()).as("that of the handler").isEqualTo(7);
    }
  }
}
