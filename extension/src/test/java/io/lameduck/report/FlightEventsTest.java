package io.lameduck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.Forked;
import io.lameduck.deployment.PeersProgram;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainBuilder;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.Lease;
import io.lameduck.signal.SignalProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FlightEventsTest {

  private static final Map<String, String> FAST =
      Map.of(
          "lameduck.grace-period", "3s",
          "lameduck.stop-reserve", "2s",
          "lameduck.announce.min", "200ms",
          "lameduck.announce.quiet", "100ms",
          "lameduck.announce.max", "500ms",
          "lameduck.streams.timeout", "100ms");

  private final Drain drain = new DrainBuilder().settings(FAST).build();

  private final Path folder;
  private Optional<DrainReport> report = Optional.empty();

  FlightEventsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** What a recording holds of a drain with one request that never ends. */
  private List<RecordedEvent> recorded(FlightEvents events) throws IOException {
    Path file = folder.resolve("drain.jfr");
    drain.follow(events);
    Lease never = Lease.of(drain.enter("GET", "/test"));
    try (Recording recording = new Recording()) {
      recording.start();
      report = drain.run(Trigger.SIGNAL);
      recording.stop();
      recording.dump(file);
    }
    never.end();
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("io.lameduck."))
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .toList();
  }

  private static List<RecordedEvent> named(String name, List<RecordedEvent> events) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }

  @Test
  void tellsWhatTheReportTells() throws IOException {
    FlightEvents events = new FlightEvents(() -> "/shop");
    RecordedEvent whole = named("io.lameduck.Drain", recorded(events)).get(0);
    assertThat(whole.getString("application")).isEqualTo("/shop");
    assertThat(whole.getString("trigger")).isEqualTo("signal");
    assertThat(whole.getString("outcome")).isEqualTo("TIMED_OUT");
    assertThat(whole.getLong("servedLate")).isZero();
    assertThat(whole.getLong("completed")).isZero();
    assertThat(whole.getLong("abandoned")).isEqualTo(1);
    DrainReport told = report.orElseThrow();
    assertThat(whole.getDuration("lameDuck")).isEqualTo(told.lameDuck());
    assertThat(whole.getDuration("draining")).isEqualTo(told.draining());
    assertThat(whole.getDuration()).isPositive();
    events.unregister();
  }

  @Test
  void showsEachPhaseAsLongAsItLasted() throws IOException {
    FlightEvents events = new FlightEvents(() -> "/shop");
    List<RecordedEvent> phases = named("io.lameduck.DrainPhase", recorded(events));
    assertThat(phases)
        .extracting(phase -> phase.getString("phase"))
        .containsExactly("LAME_DUCK", "DRAINING");
    assertThat(phases)
        .allSatisfy(
            phase -> {
              assertThat(phase.getString("application")).isEqualTo("/shop");
              assertThat(phase.getString("trigger")).isEqualTo("signal");
            });
    // When each began depends on what the JVM needed to load the events.
    assertThat(phases.get(0).getEndTime()).isBeforeOrEqualTo(phases.get(1).getStartTime());
    assertThat(phases.get(1).getDuration()).isPositive();
    events.unregister();
  }

  /** As in a JVM made by jlink without it. */
  @Test
  void isLeftOutWhereTheModuleIsMissing() throws Exception {
    List<String> modules = List.of("--limit-modules", "java.se,jdk.unsupported");
    try (Forked program = Forked.start(modules, SignalProgram.class, "idle")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest())
          .extracting(line -> line.replaceFirst(":.*", ""))
          .containsExactly("LD0002", "LD0004", "LD0005", "HOOK");
    }
  }

  /** The recorder knows the event types of a deployment, and lets them go. */
  @Test
  void aRecordedDeploymentThatLeavesIsCollected() throws Exception {
    List<String> recorded = List.of("-XX:StartFlightRecording");
    try (Forked program = Forked.start(recorded, PeersProgram.class)) {
      program.awaitLine("READY");
      for (String command : List.of("open", "close", "forget")) {
        program.type("a " + command);
        program.awaitLine("a " + command);
      }
      program.type("a collected");
      assertThat(program.awaitLine("a collected")).last().isEqualTo("a collected true");
    }
  }
}
