package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs run when SIGTERM comes, and no request stands for them. */
@BlackBox("A drain waits for background work; CDI events tell the application of it")
class BackgroundWorkIT {

  private static final Duration JOB = Duration.ofSeconds(8);

  /**
   * Each job begins on a thread of its own, so when the answer has come it may be still to begin.
   *
   * @param tracked how many of them the drain knows of
   */
  private static Exit stopDuring(List<String> jobs, int tracked)
      throws IOException, InterruptedException {
    TestWar war =
        TestWar.withLameduck()
            .work()
            .configured("lameduck.announce.min", "1s")
            .configured("lameduck.announce.quiet", "500ms")
            .configured("lameduck.announce.max", "2s");
    try (Instance server = Instance.startReady(war)) {
      for (String how : jobs) {
        assertThat(server.get("/job?how=" + how + "&ms=" + JOB.toMillis()).text())
            .isEqualTo("begun");
      }
      await("they have begun")
          .atMost(Duration.ofSeconds(5))
          .until(() -> activeRequests(server) == tracked);
      server.sigterm();
      return server.awaitExit(Duration.ofSeconds(60));
    }
  }

  private static long activeRequests(Instance server) throws IOException {
    return server.readiness().lameduck().stream().mapToLong(c -> c.activeRequests()).sum();
  }

  @Test
  void trackedWorkIsAwaitedAndTheApplicationHearsOfTheDrain()
      throws IOException, InterruptedException {
    List<String> jobs = List.of("named", "later", "leased");
    Exit exit = stopDuring(jobs, jobs.size());
    for (String how : jobs) {
      assertThat(exit.log()).contains("JOB-OVER " + how);
    }
    assertThat(exit.drained()).isBetween(JOB.minusSeconds(2), JOB.plusSeconds(1));
    assertThat(exit.messages("LD0005"))
        .singleElement()
        .asString()
        .contains("completed: 3")
        .contains("abandoned: 0");
    assertThat(exit.log())
        .containsSubsequence(
            "OBSERVED LameDuckStarted[trigger=signal",
            "CONSUMING false",
            "OBSERVED DrainingStarted[trigger=signal",
            "OBSERVED DrainEnded[phase=DRAINED, completed=3, abandoned=0");
    assertThat(exit.messages("LD0037"))
        .singleElement()
        .asString()
        .contains("io.lameduck.tck.app.work.Audience", "LameDuckStarted");
    assertThat(exit.messages("LD0036"))
        .as("the one that hangs holds neither the next one nor the drain")
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line).contains("io.lameduck.tck.app.work.Audience", "DrainingStarted"));
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
  }

  @Control
  @Test
  void controlWorkThatIsNotTrackedIsLost() throws IOException, InterruptedException {
    Exit exit = stopDuring(List.of("plain"), 0);
    assertThat(exit.log()).doesNotContain("JOB-OVER");
    assertThat(exit.drained()).isLessThan(JOB.minusSeconds(2));
  }
}
