package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A drain beside others in the same JVM. DrainTest is the control: without them it ends sooner. */
class PeersTest {

  private static final long START = new ManualClock().nanos();

  private final ManualClock clock = new ManualClock();
  private final Others others = new Others();
  private final Drain drain = new DrainBuilder().peers(others).clock(clock).build();

  /** Have late requests, and are busy, until these times after the start. */
  private final class Others implements Peers {

    private Duration lastRequest = Duration.ofNanos(Long.MIN_VALUE);
    private Duration busyUntil = Duration.ZERO;
    private Duration servingFrom = Duration.ofDays(1);

    @Override
    public long quietNanos() {
      return lastRequest.isNegative() ? Long.MAX_VALUE : elapsed() - lastRequest.toNanos();
    }

    @Override
    public boolean busy() {
      return elapsed() < busyUntil.toNanos();
    }

    @Override
    public boolean serving() {
      return elapsed() >= servingFrom.toNanos();
    }

    private long elapsed() {
      return clock.nanos() - START;
    }
  }

  private static Duration s(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private DrainReport run(Trigger trigger) {
    drain.readinessReportedUp();
    return drain.run(trigger).orElseThrow();
  }

  @Test
  void isNotQuietBeforeTheOthersAre() {
    clock.at(s(4.9), () -> others.lastRequest = s(4.9));
    clock.at(s(6.8), () -> others.lastRequest = s(6.8));
    assertThat(run(Trigger.SIGNAL).lameDuck()).isEqualTo(s(8.8));
  }

  @Test
  void isNotDoneBeforeTheOthersAre() {
    others.busyUntil = s(9);
    assertThat(run(Trigger.SIGNAL).draining()).isBetween(s(4), s(4.02));
  }

  /** Else it would say that it is drained, just before it is told. */
  @Test
  void waitsToBeTakenBackWhereTheOthersHaveBeen() {
    others.busyUntil = s(7);
    others.servingFrom = s(7);
    clock.at(s(7.5), () -> assertThat(drain.resume()).isTrue());
    drain.readinessReportedUp();
    assertThat(drain.run(Trigger.OPERATOR)).isEmpty();
    assertThat(clock.elapsed()).isEqualTo(s(7.5));
  }

  @Test
  void waitsForTheOthersNoLongerThanItsTime() {
    others.busyUntil = s(90);
    DrainReport report = run(Trigger.SIGNAL);
    assertThat(clock.elapsed()).isEqualTo(s(25));
    assertThat(report.outcome()).isEqualTo(DrainReport.Outcome.DRAINED);
  }

  @Test
  void anApplicationThatIsStoppedDoesNotWaitForTheOthers() {
    others.busyUntil = s(9);
    assertThat(run(Trigger.APPLICATION_STOP).draining()).isZero();
  }

  @Test
  void norDoesOneThatIsStoppedDuringTheDrainOfAll() {
    others.busyUntil = s(20);
    Thread stopping = new Thread(() -> drain.run(Trigger.APPLICATION_STOP));
    clock.at(
        s(8),
        () -> {
          stopping.start();
          while (stopping.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
        });
    run(Trigger.SIGNAL);
    assertThat(clock.elapsed()).isBetween(s(8), s(8.02));
  }

  @Test
  void theClockOfAllBeganBeforeItWasAsked() {
    drain.readinessReportedUp();
    clock.at(s(3), () -> {});
    clock.park(this, s(3).toNanos());
    assertThat(drain.run(Trigger.SIGNAL, START)).isPresent();
    assertThat(clock.elapsed()).isEqualTo(s(5));
  }

  @Test
  void tellsTheAgeOfADrainOfAllOnly() {
    assertThat(drain.ageForAll()).isEmpty();
    run(Trigger.SIGNAL);
    assertThat(drain.ageForAll()).hasValue(s(5).toNanos());
  }

  @Test
  void aStopOfTheApplicationAloneHasNoAge() {
    run(Trigger.APPLICATION_STOP);
    assertThat(drain.ageForAll()).isEmpty();
  }
}
