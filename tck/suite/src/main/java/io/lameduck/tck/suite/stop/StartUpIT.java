package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** IdleIT has the signal that comes when the application is up and nobody knows. */
@BlackBox("SIGTERM stops the server while it starts")
class StartUpIT {

  /** As it is where nobody says otherwise. */
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

  private static Exit stopAt(String line, TestWar war) throws IOException, InterruptedException {
    try (Instance server = Instance.start(war)) {
      server.awaitLog(line);
      server.sigterm();
      return server.awaitExit(GRACE_PERIOD.multipliedBy(2));
    }
  }

  private static void leavesAtOnce(Exit exit) {
    exit.isInOrder();
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    assertThat(exit.after()).isLessThan(GRACE_PERIOD);
    assertThat(exit.messages("LD0002")).as("nobody knows of it: no lame-duck phase").isEmpty();
  }

  /** With the first line of the log there is a JVM, and hardly more. */
  @Test
  void beforeTheDeploymentIsThere() throws IOException, InterruptedException {
    Exit exit = stopAt("", TestWar.withLameduck());
    leavesAtOnce(exit);
    assertThat(exit.messages("LD0001")).isEmpty();
  }

  @Test
  void whileItDeploys() throws IOException, InterruptedException {
    leavesAtOnce(stopAt("DEPLOYING", TestWar.withLameduck().with("slowstart")));
  }

  /** A server may need as long without the jar. */
  @Control
  @Test
  void controlTheBareServerWhileItDeploys() throws IOException, InterruptedException {
    leavesAtOnce(stopAt("DEPLOYING", TestWar.bare().with("slowstart")));
  }
}
