package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A {@code web.xml} with {@code metadata-complete="true"} does not switch the drain off. */
@BlackBox("A WAR with `metadata-complete=\"true\"` drains")
class MetadataCompleteIT {

  /** The late request is sent when the shorter one has ended, while the longer one runs. */
  private record Observed(Outcome shorter, Outcome late, Outcome longer) {}

  @Test
  void runningAndNewRequestsComplete() throws IOException, InterruptedException {
    Observed observed = stopWithRequests(TestWar.withLameduck().metadataComplete());
    assertThat(List.of(observed.shorter(), observed.late(), observed.longer()))
        .allMatch(Outcome::isOk)
        .allMatch(outcome -> outcome.response().saysClose());
  }

  @Control
  @Test
  void controlTheBareServerServesNothingNew() throws IOException, InterruptedException {
    assertThat(stopWithRequests(TestWar.bare().metadataComplete()).late().isOk()).isFalse();
  }

  private static Observed stopWithRequests(TestWar war) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war)) {
      Exchange shorter = server.send("/slow?ms=4000");
      Exchange longer = server.send("/slow-async?ms=7000");
      server.awaitRunning(2);
      server.sigterm();
      Outcome first = shorter.outcome();
      Outcome late = server.send("/slow?ms=0").outcome();
      Outcome last = longer.outcome();
      server.awaitExit(Duration.ofSeconds(40));
      return new Observed(first, late, last);
    }
  }
}
