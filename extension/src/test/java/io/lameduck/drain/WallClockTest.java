package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.ManualClock;
import io.lameduck.inflight.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Somebody sets the clock of the machine during a drain. RoomsTest sees to it that nothing but the
 * instant of a phase is taken from it.
 */
class WallClockTest {

  private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");

  private final ManualClock clock = new ManualClock();
  private final AtomicInteger asked = new AtomicInteger();
  private final Drain drain =
      new DrainBuilder().clock(clock).wallClock(this::setBackAndForward).build();

  /** Each time it is asked it is a year off, in the other direction. */
  private Instant setBackAndForward() {
    int days = asked.incrementAndGet() % 2 == 0 ? 365 : -365;
    return BEFORE.plus(Duration.ofDays(days));
  }

  @Test
  void noPhaseIsLongerOrShorter() {
    drain.readinessReportedUp();
    Lease lease = Lease.of(drain.enter("GET", "/test"));
    clock.at(Duration.ofSeconds(9), lease::end);
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(asked).as("the control: it was asked").hasValueGreaterThan(2);
    assertThat(report.outcome()).isEqualTo(DrainReport.Outcome.DRAINED);
    assertThat(report.lameDuck()).isEqualTo(Duration.ofSeconds(5));
    assertThat(report.draining()).isEqualTo(Duration.ofSeconds(4));
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(9));
  }
}
