package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.ManualClock;
import io.lameduck.concurrent.MonotonicClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainAttemptTest {

  private static final Duration TIME = Duration.ofSeconds(25);

  private final ManualClock clock = new ManualClock();

  private DrainAttempt attempt(Trigger trigger) {
    return new DrainAttempt(trigger, clock.nanos(), TIME);
  }

  @Test
  void hasTheTimeThatIsLeft() {
    DrainAttempt attempt = attempt(Trigger.SIGNAL);
    clock.park(this, Duration.ofSeconds(20).toNanos());
    assertThat(attempt.left(clock)).isEqualTo(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void tellsItsReport() {
    DrainAttempt attempt = attempt(Trigger.SIGNAL);
    DrainReport report = new DrainReportBuilder().build();
    attempt.end(Optional.of(report));
    assertThat(attempt.await(clock, Duration.ZERO)).contains(report);
  }

  @Test
  void tellsNothingIfItIsNotOverInTime() {
    assertThat(attempt(Trigger.SIGNAL).await(MonotonicClock.system(), Duration.ofMillis(1)))
        .isEmpty();
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndIsStillSet() {
    DrainAttempt attempt = attempt(Trigger.SIGNAL);
    DrainReport report = new DrainReportBuilder().build();
    Thread self = Thread.currentThread();
    Thread ending =
        new Thread(
            () -> {
              self.interrupt();
              while (self.isInterrupted()) {
                Thread.onSpinWait();
              }
              attempt.end(Optional.of(report));
            });
    ending.start();
    assertThat(attempt.await(MonotonicClock.system(), Duration.ofSeconds(30))).contains(report);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theBeginningOfAStopIsNeverPast() {
    DrainAttempt signal = attempt(Trigger.SIGNAL);
    DrainAttempt operator = attempt(Trigger.OPERATOR);
    signal.end(Optional.empty());
    operator.end(Optional.empty());
    clock.park(this, Duration.ofHours(1).toNanos());
    assertThat(signal.isPast(clock, TIME)).isFalse();
    assertThat(operator.isPast(clock, TIME)).isTrue();
  }
}
