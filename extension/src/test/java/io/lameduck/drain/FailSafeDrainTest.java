package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.ManualClock;
import io.lameduck.inflight.Lease;
import io.lameduck.inflight.RequestGate;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With the default settings: 25s in all. */
class FailSafeDrainTest {

  private final ManualClock clock = new ManualClock();
  private final RequestGate gate = new RequestGate();
  private final RecordingLogger log = new RecordingLogger();
  private final Drain drain = new DrainBuilder().gate(gate).clock(clock).logger(log).build();

  private static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void awaitsRequestsWhenTheDrainFailsForAWhile() {
    Lease running = Lease.of(drain.enter("GET", "/test"));
    clock.brokenUntil(s(3));
    clock.at(s(8), running::end);
    FailSafeDrain.run(drain, Trigger.SIGNAL, clock.nanos());
    assertThat(gate.running()).isZero();
    assertThat(clock.elapsed()).isEqualTo(s(8));
    assertThat(log.lines()).filteredOn(line -> line.contains("LD0010")).hasSize(1);
  }

  @Test
  void endsInTimeWhenTheDrainAlwaysFails() {
    drain.enter("GET", "/test");
    clock.brokenUntil(s(60));
    FailSafeDrain.run(drain, Trigger.SIGNAL, clock.nanos());
    assertThat(clock.elapsed()).isBetween(s(25), s(26));
  }

  @Test
  void doesNotRetryWhenNothingRuns() {
    drain.readinessReportedUp();
    clock.brokenUntil(s(60));
    FailSafeDrain.run(drain, Trigger.SIGNAL, clock.nanos());
    assertThat(clock.elapsed()).isLessThan(s(1));
  }

  @Test
  void aFailingDrainCanBeCutShort() {
    drain.enter("GET", "/test");
    clock.brokenUntil(s(3));
    clock.at(s(4), drain::cutShort);
    FailSafeDrain.run(drain, Trigger.SIGNAL, clock.nanos());
    assertThat(clock.elapsed()).isEqualTo(s(4));
  }
}
