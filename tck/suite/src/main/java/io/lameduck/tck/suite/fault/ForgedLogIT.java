package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Multiplex;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** LogLinesTest has every other character that could end a line. */
@BlackBox("A line break in the path of an HTTP/2 request cannot forge a log line")
class ForgedLogIT {

  /** Without a colon: Payara 7 refuses a path with one, before any filter (its JACC). */
  private static final String FORGED = "LD0005 Drained (forged)";

  @Test
  void aLineBreakInThePathIsNoneInTheLog() throws IOException, InterruptedException {
    Path file = Files.createFile(TestBed.newDirectory("report").resolve("termination-log"));
    TestWar war =
        BriefStop.brief(TestWar.withLameduck())
            .with("stuck")
            .configured("lameduck.termination-log", file.toString());
    try (Instance server = Instance.startReady(war);
        Multiplex connection = Multiplex.open(server)) {
      CompletableFuture<Outcome> stuck = connection.send("/stuck/a\n" + FORGED);
      server.awaitLog("STUCK");
      server.sigterm();
      server.awaitSecondSignalIsNew();
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      stuck.cancel(true);
      assertThat(exit.messages("LD0033")).anyMatch(line -> line.contains("/stuck/a?" + FORGED));
      assertThat(exit.log().lines()).noneMatch(line -> line.startsWith(FORGED));
      assertThat(Files.readAllLines(file))
          .singleElement()
          .asString()
          .startsWith("LD0007: ")
          .contains("/stuck/a?" + FORGED);
    }
  }
}
