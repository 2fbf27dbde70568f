package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The application is removed from a server that goes on. */
@BlackBox("Undeploy: running requests finish, the signal is given back")
class UndeployIT {

  @Test
  void theRunningRequestFinishesAndTheSignalIsGivenBack() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck())) {
      Exchange slow = server.send("/slow?ms=4000");
      server.awaitRunning(1);
      server.undeploy();
      assertThat(slow.outcome().response().text()).isEqualTo("slow");
      await("the application is gone")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> server.get("/api/hello", Instance.KUBE_PROBE).status() == 404);
      server.awaitLog("LD0005: Drained");

      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      // With the application there, there would be one: IdleIT is the control.
      assertThat(exit.messages("LD0002")).as("no lame-duck phase").isEmpty();
    }
  }
}
