package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Deployable;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestEar;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An application that fails to start, or a part of one, beside what is up: at the signal only that
 * drains, and no class of ours is in what the server says of the other.
 */
@BlackBox("An application that fails to deploy leaves nothing that drains")
class FailedDeploymentIT {

  @Test
  void withCdi() throws IOException, InterruptedException {
    doesNotDrain(TestWar.withLameduck().named("failing").failing());
  }

  @Test
  void withoutCdi() throws IOException, InterruptedException {
    doesNotDrain(TestWar.withLameduck().withoutCdi().named("failing").failing());
  }

  @Test
  void anEar() throws IOException, InterruptedException {
    doesNotDrain(TestEar.withLameduckInEachWar().failing());
  }

  /**
   * With the jar in its {@code lib}: the WAR that is up is served as if the other were not there.
   */
  @Test
  void theRestOfAnEarServesAndDrains() throws IOException, InterruptedException {
    try (Instance server = Instance.start(TestEar.withLameduckInLib().failingLate())) {
      server.awaitLog("on purpose: a servlet that fails");
      server.awaitDeployed();
      assertThat(server.get("/api/hello").saysClose()).isFalse();
      Exchange slow = server.send("/slow?ms=3000");
      server.awaitRunning(1);
      server.sigterm();
      assertThat(slow.outcome().isOk()).isTrue();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("(signal)");
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    }
  }

  private static void doesNotDrain(Deployable failing) throws IOException, InterruptedException {
    List<Deployable> both = List.of(BriefStop.brief(TestWar.withLameduck()), failing);
    try (Instance server = Instance.start(TestBed.SERVER, both)) {
      server.awaitLog("on purpose: a listener that fails");
      server.awaitDeployed();
      assertThat(server.lameduckChecks()).as("checks for readiness").isEqualTo(1);
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.log().lines().filter(FailedDeploymentIT::isOurs)).isEmpty();
      assertThat(exit.messages("LD0005").stream().filter(line -> line.contains("(signal)")))
          .singleElement()
          .asString()
          .contains("[/app]");
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    }
  }

  /** A line of a stack trace. */
  private static boolean isOurs(String line) {
    return line.contains("at io.lameduck.") && !line.contains("at io.lameduck.tck.");
  }
}
