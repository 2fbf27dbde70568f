package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** HungLogTest has a log that hangs from each line on. */
@BlackBox("A log that hangs during a drain delays neither the drain nor the exit")
class HungLogIT {

  @Test
  void theServerLeavesAsEver() throws IOException, InterruptedException {
    TestWar war = BriefStop.brief(TestWar.withLameduck()).with("hunglog");
    try (Instance server = Instance.startReady(war)) {
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      assertThat(stop.exit().after()).isLessThan(Duration.ofSeconds(20));
      assertThat(stop.exit().log()).as("the control: it hung").contains("HUNG LD0004");
      assertThat(stop.exit().messages("LD0005")).as("nothing after it").isEmpty();
    }
  }
}
