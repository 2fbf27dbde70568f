package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import io.lameduck.tck.suite.fixture.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The server is stopped by its own command-line tool, which sends the JVM no signal. */
@Order(TestBed.LONG)
@BlackBox("The server's own stop command drains; on Open Liberty in-flight requests only")
class ServerStopIT {

  private record Observed(Outcome running, List<Outcome> late, Exit exit) {}

  /** The tool is a JVM too, and takes seconds to start: the request has to be running then. */
  private static final String SLOW = "/slow?ms=20000";

  /** Less than {@code announce.min}. */
  private static final Duration WHILE_ANNOUNCED = Duration.ofSeconds(4);

  private interface Stopping {
    void isAwaited(Instance server, Traffic traffic) throws InterruptedException;
  }

  /** A slow request runs, and others keep coming. */
  private static Observed observe(TestWar war, Stopping stopping)
      throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war)) {
      Exchange running = server.send(SLOW);
      server.awaitRunning(1);
      try (Traffic traffic = Traffic.of(2, server)) {
        server.stopByCommand();
        stopping.isAwaited(server, traffic);
        List<Outcome> late = traffic.goOnFor(Duration.ZERO);
        Outcome outcome = running.outcome();
        Exit exit = server.awaitExit(Duration.ofSeconds(60));
        return new Observed(outcome, late, exit);
      }
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class WithLameduck {

    private Observed observed;
    private Outcome inTransaction;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      List<Outcome> transactions = new ArrayList<>();
      observed =
          observe(
              TestWar.withLameduck().with("transaction"),
              (server, traffic) -> {
                server.awaitLog("Lame duck"); // Or why it is skipped.
                transactions.add(server.send("/transaction").outcome());
                traffic.goesOnFor(WHILE_ANNOUNCED);
              });
      inTransaction = transactions.get(0);
    }

    /** The server's own transaction service hears of the stop after Lameduck. */
    @Test
    void aLateRequestHasItsTransaction() {
      assertThat(inTransaction.response().text()).isEqualTo("committed");
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

  @Control
  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Bare {

    private Observed observed;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      observed =
          observe(TestWar.bare(), (server, traffic) -> server.awaitExit(Duration.ofSeconds(90)));
    }

    @Test
    void lateRequestsFail() {
      assertThat(observed.late()).filteredOn(outcome -> !outcome.isOk()).hasSizeGreaterThan(5);
    }
  }

  /** An orchestrator that does not wait: the signal comes while the command's drain runs. */
  @Test
  void aSignalDuringItAddsNothingAndLosesNothing() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck())) {
      Exchange running = server.send(SLOW);
      server.awaitRunning(1);
      server.stopByCommand();
      server.awaitLog("LD0002");
      server.sigterm();
      assertThat(running.outcome().response().text()).isEqualTo("slow");
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      assertThat(exit.messages("LD0005")).hasSize(1);
      assertThat(exit.messages("LD0007")).as("cut short").isEmpty();
      assertThat(exit.drained()).as("the request").isLessThan(Duration.ofSeconds(21));
    }
  }
}
