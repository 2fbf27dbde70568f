package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A {@code web.xml} with {@code metadata-complete="true"} does not switch the drain off. */
@BlackBox
class MetadataCompleteIT {

  private static final List<String> PATHS = List.of("/slow?ms=7000", "/slow-async?ms=7000");

  @Test
  void runningRequestsComplete() throws IOException, InterruptedException {
    List<Outcome> outcomes = stopWithRequests(TestWar.withLameduck().metadataComplete());
    assertThat(outcomes)
        .allMatch(Outcome::isOk)
        .allMatch(outcome -> outcome.response().saysClose());
  }

  @Test
  void controlTheBareServerCutsThemOff() throws IOException, InterruptedException {
    assertThat(stopWithRequests(TestWar.bare().metadataComplete())).noneMatch(Outcome::isOk);
  }

  private static List<Outcome> stopWithRequests(TestWar war)
      throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war)) {
      List<Exchange> exchanges = PATHS.stream().map(path -> server.send(path)).toList();
      server.awaitRunning(PATHS.size());
      server.sigterm();
      List<Outcome> outcomes = exchanges.stream().map(Exchange::outcome).toList();
      server.awaitExit(Duration.ofSeconds(40));
      return outcomes;
    }
  }
}
