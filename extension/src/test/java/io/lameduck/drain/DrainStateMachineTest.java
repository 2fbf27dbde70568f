package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.ManualClock;
import io.lameduck.inflight.RequestGate;
import io.lameduck.inflight.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainStateMachineTest {

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final ManualClock clock = new ManualClock();
  private final RequestGate gate = new RequestGate();
  private final DrainStateMachine machine =
      new DrainStateMachine(
          gate,
          new Traffic(),
          GRACE,
          clock,
          InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));

  private DrainAttempt attempt(Trigger trigger) {
    return new DrainAttempt(trigger, clock.nanos(), Duration.ofSeconds(25));
  }

  @Test
  void theFirstDrivesAndTheOthersJoin() {
    DrainAttempt first = attempt(Trigger.SIGNAL);
    assertThat(machine.claim(first)).isSameAs(first);
    assertThat(machine.claim(attempt(Trigger.OPERATOR))).isSameAs(first);
    assertThat(machine.isDrivenBy(first)).isTrue();
  }

  @Test
  void aStopThatJoinsMakesItFinal() {
    machine.claim(attempt(Trigger.OPERATOR));
    assertThat(machine.state().resumable()).isTrue();
    machine.claim(attempt(Trigger.APPLICATION_STOP));
    assertThat(machine.state().resumable()).isFalse();
    assertThat(machine.resume()).isFalse();
  }

  @Test
  void anOperatorsDrainIsPastAfterTheGracePeriod() {
    DrainAttempt first = attempt(Trigger.OPERATOR);
    machine.claim(first);
    first.end(Optional.empty());
    clock.park(this, GRACE.toNanos());
    assertThat(machine.claim(attempt(Trigger.SIGNAL))).as("not yet").isSameAs(first);
    clock.park(this, 1);
    DrainAttempt next = attempt(Trigger.SIGNAL);
    assertThat(machine.claim(next)).isSameAs(next);
  }

  /** The thread that drives has yet to run when the operator changes their mind. */
  @Test
  void anAttemptThatIsTakenBackChangesNothingAnyMore() {
    DrainAttempt first = attempt(Trigger.OPERATOR);
    machine.claim(first);
    assertThat(machine.resume()).isTrue();
    assertThat(machine.announce(first, DrainPhase.LAME_DUCK, () -> {})).isEmpty();
    assertThat(machine.advance(first, DrainPhase.DRAINING)).isFalse();
    assertThat(gate.announced()).isFalse();
    assertThat(machine.state().phase()).isEqualTo(DrainPhase.SERVING);
  }

  @Test
  void whatWasAskedForBeforeItWasTakenBackDoesNotBegin() {
    DrainAttempt operator = attempt(Trigger.OPERATOR);
    DrainAttempt signal = attempt(Trigger.SIGNAL);
    clock.park(this, 1);
    machine.cancelPending();
    assertThat(machine.claim(operator)).isNull();
    assertThat(machine.claim(signal)).as("a stop is never taken back").isSameAs(signal);
  }

  /** The order of the changes: see the class. */
  @SuppressWarnings("ReferenceEquality") // The same object, not an equal one.
  @Test
  void theGateIsNeverAnnouncedWhileThePhaseIsServing() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean violated = new AtomicBoolean();
    Thread reader =
        new Thread(
            () -> {
              while (!over.get()) {
                // The state is the same object before and after, so the gate was read in it.
                DrainState before = machine.state();
                boolean announced = gate.announced();
                if (before == machine.state()
                    && announced
                    && before.phase() == DrainPhase.SERVING) {
                  violated.set(true);
                }
              }
            });
    reader.start();
    for (int i = 0; i < 20_000; i++) {
      DrainAttempt next = attempt(Trigger.OPERATOR);
      machine.claim(next);
      machine.announce(next, DrainPhase.LAME_DUCK, () -> {});
      machine.resume();
    }
    over.set(true);
    reader.join();
    assertThat(violated).isFalse();
  }
}
