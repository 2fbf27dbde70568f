package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Probes;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody but Kubernetes' probes asks anything. */
@BlackBox("Probes do not prolong a drain; a server that was never ready stops at once")
class IdleIT {

  /** The default of {@code lameduck.announce.min}. */
  private static final Duration ANNOUNCE_MIN = Duration.ofSeconds(5);

  private record Stopped(Exit exit, List<Probes.Sample> probes) {

    /** After what a server may need to begin its own stop, before the announcement ends. */
    List<Probes.Sample> servedWhileAnnounced() {
      return probes.stream()
          .filter(sample -> sample.isBetween(Duration.ofSeconds(2), ANNOUNCE_MIN))
          .filter(Probes.Sample::served)
          .toList();
    }
  }

  @Test
  void probesDoNotProlong() throws IOException, InterruptedException {
    Stopped stopped = stopWhileProbed(TestWar.withLameduck());
    assertThat(stopped.probes()).as("it was probed all the time").hasSizeGreaterThan(7);
    assertThat(stopped.servedWhileAnnounced()).isNotEmpty();
    Exit exit = stopped.exit();
    // As traffic they would make it last until announce.max, and the last one alone for quiet more.
    assertThat(exit.lameDuck()).isBetween(ANNOUNCE_MIN, ANNOUNCE_MIN.plusSeconds(1));
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    assertThat(exit.messages("LD0005")).singleElement().asString().contains("served late: 0");
  }

  @Control
  @Test
  void controlTheBareServerAnnouncesNothing() throws IOException, InterruptedException {
    assertThat(stopWhileProbed(TestWar.bare()).servedWhileAnnounced()).isEmpty();
  }

  /** The control is {@link #probesDoNotProlong}: the same server, but it was seen ready. */
  @Test
  void aServerThatWasNeverReadyLeavesAtOnce() throws IOException, InterruptedException {
    try (Instance server = Instance.start(TestWar.withLameduck())) {
      server.awaitLog("LD0001: Graceful shutdown enabled");
      server.sigterm();
      server.awaitLog("LD0005: ");
      assertThat(server.sinceStop()).isLessThan(ANNOUNCE_MIN);
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      assertThat(exit.messages("LD0003")).as("lame-duck phase skipped").hasSize(1);
    }
  }

  private static Stopped stopWhileProbed(TestWar war) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war)) {
      server.sigterm();
      try (Probes probes = Probes.every(Duration.ofMillis(500), server)) {
        Exit exit = server.awaitExit(Duration.ofSeconds(40));
        return new Stopped(exit, probes.samples());
      }
    }
  }
}
