package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.SlowRequest;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/** The JVM records its flight and writes it to a file as it ends. */
@BlackBox("A flight recording (JFR) has the drain")
class FlightRecorderIT {

  private record Flight(Exit exit, List<RecordedEvent> ours) {

    List<RecordedEvent> named(String name) {
      return ours.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    }
  }

  private static Flight recorded(TestWar war) throws IOException, InterruptedException {
    Path file = TestBed.newDirectory("flight").resolve("server.jfr");
    String option = "-XX:StartFlightRecording=dumponexit=true,filename=" + file;
    try (Instance server = Instance.startReady(war, option)) {
      Exchange slow = SlowRequest.SERVLET.sendTo(server, Duration.ZERO);
      server.awaitRunning(1);
      server.sigterm();
      slow.outcome();
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      List<RecordedEvent> all = RecordingFile.readAllEvents(file);
      assertThat(all).as("it was recorded").isNotEmpty();
      return new Flight(
          exit,
          all.stream()
              .filter(event -> event.getEventType().getName().startsWith("io.lameduck."))
              .toList());
    }
  }

  @Test
  void theEventsTellWhatTheLogTells() throws IOException, InterruptedException {
    TestWar war =
        TestWar.withLameduck()
            .configured("lameduck.announce.min", "1s")
            .configured("lameduck.announce.quiet", "500ms");
    Flight flight = recorded(war);
    assertThat(flight.named("io.lameduck.Drain")).hasSize(1);
    RecordedEvent drain = flight.named("io.lameduck.Drain").get(0);
    assertThat(drain.getString("application")).isEqualTo(TestWar.CONTEXT_PATH);
    assertThat(drain.getString("trigger")).isEqualTo("signal");
    assertThat(drain.getString("outcome")).isEqualTo("DRAINED");
    assertThat(flight.exit().messages("LD0005"))
        .singleElement()
        .asString()
        .contains(
            "served late: %d, rejected: %d, completed: %d, streams ended: %d, GOAWAY: %d, abandoned: %d"
                .formatted(
                    drain.getLong("servedLate"),
                    drain.getLong("rejected"),
                    drain.getLong("completed"),
                    drain.getLong("streamsEnded"),
                    drain.getLong("goAways"),
                    drain.getLong("abandoned")));
    assertThat(drain.getLong("completed")).isEqualTo(1);
    Duration both = drain.getDuration("lameDuck").plus(drain.getDuration("draining"));
    assertThat(flight.exit().drained())
        .isBetween(both.minusMillis(200), both.plusMillis(200)); // The log rounds.

    assertThat(flight.named("io.lameduck.DrainPhase"))
        .extracting(phase -> phase.getString("phase"))
        .containsExactlyInAnyOrder("LAME_DUCK", "DRAINING");
    assertThat(flight.exit().code()).isEqualTo(Exit.BY_SIGTERM);
  }
}
