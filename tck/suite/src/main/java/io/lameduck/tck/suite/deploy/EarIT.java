package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestEar;
import io.lameduck.tck.suite.fixture.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** An EAR with two WARs. TwoWarsIT has the control. */
@Order(TestBed.LONG)
@BlackBox("An EAR with two WARs drains")
class EarIT {

  private record Stopped(List<Outcome> slow, List<Outcome> late, Exit exit) {}

  /** A request runs in each WAR, and others keep coming, when SIGTERM comes. */
  private static Stopped stop(TestEar ear) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(ear)) {
      List<Exchange> slow = new ArrayList<>();
      for (String contextPath : ear.contextPaths()) {
        slow.add(server.sendTo(contextPath, "/slow?ms=9000"));
        server.awaitRunningIn(contextPath, 1);
      }
      server.sigterm();
      try (Traffic traffic = Traffic.of(2, server)) {
        List<Outcome> late = traffic.goOnFor(Duration.ofSeconds(6));
        List<Outcome> outcomes = slow.stream().map(Exchange::outcome).toList();
        return new Stopped(outcomes, late, server.awaitExit(Duration.ofSeconds(60)));
      }
    }
  }

  private static void nothingIsLost(Stopped stopped) {
    assertThat(stopped.slow()).hasSize(2).allMatch(Outcome::isOk);
    assertThat(stopped.late()).hasSizeGreaterThan(50).allMatch(Outcome::isOk);
    assertThat(stopped.exit().code()).isEqualTo(Exit.BY_SIGTERM);
    assertThat(stopped.exit().drained())
        .as("the longest request")
        .isLessThan(Duration.ofSeconds(11));
  }

  @Test
  void withTheJarInEachWarNothingIsLost() throws IOException, InterruptedException {
    Stopped stopped = stop(TestEar.withLameduckInEachWar());
    nothingIsLost(stopped);
    assertThat(stopped.exit().messages("LD0005")).hasSize(2);
  }

  @Test
  void withTheJarInLibNothingIsLost() throws IOException, InterruptedException {
    Stopped stopped = stop(TestEar.withLameduckInLib());
    nothingIsLost(stopped);
    assertThat(stopped.exit().messages("LD0005")).hasSize(1);
  }

  /** The other side of the test above: a server that cannot pass it has to pass this one. */
  @Test
  void withTheJarInLibTheLogSaysThatNothingIsTracked() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestEar.withLameduckInLib())) {
      await("the log says so")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> server.readiness().status() == 200 && server.log().contains("LD0022"));
      assertThat(server.log().lines().filter(line -> line.contains("LD0022")))
          .singleElement()
          .asString()
          .contains("WEB-INF/lib of each WAR");
    }
  }
}
