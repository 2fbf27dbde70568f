package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The server is stopped by its own command-line tool, which sends the JVM no signal. */
@BlackBox("The server's own stop command: the whole drain")
class ServerStopIT {

  private record Observed(Outcome running, List<Outcome> late, Exit exit) {}

  /** A request of nine seconds runs, and others keep coming for six. */
  private static Observed observe(TestWar war) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war)) {
      Exchange running = server.send("/slow?ms=9000");
      server.awaitRunning(1);
      try (Traffic traffic = Traffic.of(2, server)) {
        server.stopByCommand();
        List<Outcome> late = traffic.goOnFor(Duration.ofSeconds(6));
        Outcome outcome = running.outcome();
        return new Observed(outcome, late, server.awaitExit(Duration.ofSeconds(60)));
      }
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class WithLameduck {

    private Observed observed;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      observed = observe(TestWar.withLameduck());
    }

    @Test
    void theRunningRequestFinishes() {
      assertThat(observed.running().response().text()).isEqualTo("slow");
    }

    @Test
    void everyLateRequestIsServed() {
      assertThat(observed.late()).hasSizeGreaterThan(50).allMatch(Outcome::isOk);
    }

    @Test
    void itIsOneDrainAndTheServerLeavesAfterIt() {
      assertThat(observed.exit().messages("LD0002"))
          .singleElement()
          .asString()
          .contains("(server stop)");
      assertThat(observed.exit().messages("LD0005")).hasSize(1);
      assertThat(observed.exit().code()).isZero();
    }

    @Test
    void nothingIsWrongInTheLog() {
      assertThat(observed.exit().log()).doesNotContain("WFLYSRV0018", "LD0010", "LD0011");
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Control {

    private Observed observed;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      observed = observe(TestWar.bare());
    }

    @Test
    void lateRequestsFail() {
      assertThat(observed.late()).filteredOn(outcome -> !outcome.isOk()).hasSizeGreaterThan(20);
    }
  }

  /** An orchestrator that does not wait: the signal comes while the command's drain runs. */
  @Test
  void aSignalDuringItAddsNothingAndLosesNothing() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck())) {
      Exchange running = server.send("/slow?ms=9000");
      server.awaitRunning(1);
      server.stopByCommand();
      server.awaitLog("LD0002");
      server.sigterm();
      assertThat(running.outcome().response().text()).isEqualTo("slow");
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      assertThat(exit.messages("LD0005")).hasSize(1);
      assertThat(exit.messages("LD0007")).as("cut short").isEmpty();
      assertThat(exit.after()).isLessThan(Duration.ofSeconds(16));
    }
  }
}
