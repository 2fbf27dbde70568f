package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import io.lameduck.tck.suite.fixture.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RedeployIT looks at what is left behind, this one at the requests. */
@BlackBox("Redeploys under load lose no in-flight request")
class RedeployUnderLoadIT {

  private static final int REDEPLOYS = 2;

  @Test
  void whatRunsIsServedEachTime() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(BriefStop.brief(TestWar.withLameduck()))) {
      List<Outcome> running = new ArrayList<>();
      try (Traffic traffic = Traffic.of(2, server)) {
        for (int i = 0; i < REDEPLOYS; i++) {
          List<Exchange> slow =
              List.of(server.send("/slow?ms=3000"), server.send("/slow-async?ms=3000"));
          server.awaitRunning(slow.size());
          server.undeploy();
          slow.forEach(exchange -> running.add(exchange.outcome()));
          server.awaitUndeployed(TestWar.CONTEXT_PATH);
          server.deploy();
          server.awaitDeployed();
        }
        traffic.goOnFor(Duration.ZERO);
        assertThat(traffic.outcomes())
            .as("answered, if not served")
            .noneMatch(RedeployUnderLoadIT::isCutOff);
      }
      assertThat(running).hasSize(2 * REDEPLOYS).allMatch(Outcome::isOk);
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      assertThat(stop.exit().messages("LD0001")).hasSize(REDEPLOYS + 1);
    }
  }

  private static boolean isCutOff(Outcome outcome) {
    return outcome.summary().equals("CUT_OFF") || outcome.summary().equals("TIMED_OUT");
  }
}
