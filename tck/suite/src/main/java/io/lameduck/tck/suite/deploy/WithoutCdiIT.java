package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The jar makes no application one with CDI: a server would refuse it if something in it has an
 * {@code @Inject} that no bean satisfies.
 */
@BlackBox("An application without CDI stays one, and loses nothing")
class WithoutCdiIT {

  @Test
  void itIsDeployedAndDrained() throws IOException, InterruptedException {
    TestWar war = BriefStop.brief(TestWar.withLameduck().withoutCdi());
    try (Instance server = Instance.startReady(war)) {
      assertThat(server.get("/api/hello").text()).isEqualTo("hello");
      assertThat(server.readiness().lameduck()).isPresent();
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      assertThat(stop.exit().messages("LD0016")).hasSize(1);
      // Of WildFly, about classes of ours.
      assertThat(server.log()).doesNotContain("WFLYEE0007", "WFLYWELD0013");
    }
  }

  @Control
  @Test
  void itIsDeployedWithoutTheJar() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.bare().withoutCdi())) {
      assertThat(server.get("/api/hello").text()).isEqualTo("hello");
    }
  }
}
