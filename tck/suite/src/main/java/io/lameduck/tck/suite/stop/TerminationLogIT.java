package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.SlowRequest;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A slow request runs when SIGTERM comes; Kubernetes may have made a file for the last word. */
@BlackBox("The report is in the termination log, if that file exists")
class TerminationLogIT {

  private static Exit stopped(Path file) throws IOException, InterruptedException {
    TestWar war =
        TestWar.withLameduck()
            .configured("lameduck.termination-log", file.toString())
            .configured("lameduck.announce.min", "1s")
            .configured("lameduck.announce.quiet", "500ms");
    try (Instance server = Instance.startReady(war)) {
      Exchange slow = SlowRequest.SERVLET.sendTo(server, Duration.ZERO);
      server.awaitRunning(1);
      server.sigterm();
      assertThat(slow.outcome().isOk()).isTrue();
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("completed: 1");
      assertThat(exit.messages("LD0031")).isEmpty();
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      return exit;
    }
  }

  @Test
  void theFileHoldsTheLineOfTheLog() throws IOException, InterruptedException {
    Path file = Files.createFile(TestBed.newDirectory("report").resolve("termination-log"));
    Exit exit = stopped(file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).singleElement().asString().startsWith("LD0005: Drained (signal): ");
    assertThat(exit.messages("LD0005").get(0)).contains(lines.get(0));
    assertThat(lines.get(0)).endsWith("[" + TestWar.CONTEXT_PATH + "]");
  }

  @Control
  @Test
  void controlNoFileIsMade() throws IOException, InterruptedException {
    Path file = TestBed.newDirectory("report").resolve("termination-log");
    stopped(file);
    assertThat(file).doesNotExist();
  }

  /** A device that is there for this, and takes no byte (full(4)). */
  @Test
  void aFullDiskCostsTheLineAndNoMore() throws IOException, InterruptedException {
    stopped(Path.of("/dev/full")).isInOrder();
  }
}
