package io.lameduck.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.ManualClock;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainBuilder;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.log.RecordingLogger;
import io.undertow.InContainer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StuckRequestsTest {

  private final ManualClock clock = new ManualClock();
  private final RecordingLogger log = new RecordingLogger();
  private final Drain drain = new DrainBuilder().clock(clock).logger(log).build();

  @Test
  void areNamedAtHalfOfTheTimeAndAtTheEnd() {
    drain.enter("GET", "/stuck");
    Lease named = drain.begin("nightly report");
    named.workedOn(false);
    clock.at(
        Duration.ofSeconds(1),
        () -> IntStream.range(0, 10).forEach(i -> drain.enter("GET", "/also")));
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(report.abandoned()).isEqualTo(12);
    assertThat(report.unfinished())
        .hasSize(10)
        .contains("GET /stuck", "work nightly report", "GET /also");
    // The draining time is 20 s: from 5 s to 25 s.
    assertThat(log.lines())
        .filteredOn(line -> line.contains("LD0033: Still running (DRAINING)"))
        .hasSize(10)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("GET /stuck for 15.0s, on " + Thread.currentThread().getName())
                    .contains(" at ")
                    .contains("io.lameduck.inflight.StuckRequests"))
        .anyMatch(line -> line.contains("work nightly report for 15.0s, on no thread"));
    assertThat(log.lines())
        .contains("WARNING LD0034: Still running (DRAINING): 2 more")
        .contains("WARNING LD0034: Still running (TIMED_OUT): 2 more");
    assertThat(log.lines())
        .last()
        .asString()
        .startsWith("WARNING LD0006: ")
        .contains("abandoned: 12 (", "work nightly report", "GET /stuck");
  }

  /** As virtual threads are, unless they are given a name. */
  @Test
  void areNamedByTheIdOfAThreadWithoutAName() throws InterruptedException {
    Thread nameless = new Thread(() -> drain.enter("GET", "/stuck"));
    nameless.setName("");
    nameless.start();
    nameless.join();
    assertThat(drain.run(Trigger.SIGNAL)).isPresent();
    assertThat(log.lines())
        .filteredOn(line -> line.contains("LD0033"))
        .isNotEmpty()
        .allMatch(line -> line.contains("on thread " + nameless.getId()));
  }

  @Test
  void areNotThoseWhoseThreadHasLeftTheContainer() {
    Lease left = Lease.of(drain.enter("GET", "/left"));
    left.leaveToContainer();
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(report.abandoned()).isZero();
    assertThat(report.draining()).isLessThan(Duration.ofSeconds(2));
    assertThat(left.entry().isInFlight(left.stamp())).isFalse();
  }

  @Test
  void areNoEventStreams() {
    for (int i = 0; i < 20; i++) {
      Lease.of(drain.enter("GET", "/events")).becomesEndless(FakeStream.DEAF);
    }
    drain.enter("GET", "/stuck");
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(report.abandoned()).isEqualTo(1);
    assertThat(report.unfinished()).containsExactly("GET /stuck");
    assertThat(log.lines()).filteredOn(line -> line.contains("/events")).isEmpty();
  }

  @Test
  void areThoseInTheContainer() {
    Lease left = Lease.of(drain.enter("GET", "/error-page"));
    left.leaveToContainer();
    AtomicReference<List<String>> unfinished = new AtomicReference<>(List.of());
    new InContainer()
        .run(() -> unfinished.set(drain.run(Trigger.SIGNAL).orElseThrow().unfinished()));
    assertThat(unfinished.get()).containsExactly("GET /error-page");
    left.end();
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void areThoseThatTheApplicationHasNotLeft() {
    drain.enter("GET", "/stuck");
    assertThat(drain.run(Trigger.SIGNAL).orElseThrow().abandoned()).isEqualTo(1);
  }
}
