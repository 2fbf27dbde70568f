package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** BackgroundWorkIT has the observers that merely throw an exception or sleep. */
@BlackBox("Observers that throw, hang, or start and resume drains do not disturb a stop")
class TroubleIT {

  @Test
  void theyLoseNothingAndHoldNothing() throws IOException, InterruptedException {
    TestWar war = BriefStop.brief(TestWar.withLameduck()).with("trouble");
    try (Instance server = Instance.startReady(war)) {
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      Exit exit = stop.exit();
      assertThat(exit.after()).isLessThan(Duration.ofSeconds(30));
      assertThat(exit.drained()).isLessThan(Duration.ofSeconds(9));
      assertThat(exit.messages("LD0002")).hasSize(1);
      assertThat(exit.messages("LD0005")).hasSize(1);
      assertThat(exit.messages("LD0035")).isEmpty();
      assertThat(exit.log()).as("a stop is not taken back").contains("RESUMED false");
      assertThat(exit.messages("LD0036")).as("those that hang").isNotEmpty();
      assertThat(exit.messages("LD0037")).as("those that throw").isNotEmpty();
    }
  }
}
