package io.lameduck.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FirstSignalTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000); // It overflows on the way.
  private final FirstSignal signal =
      new FirstSignal(
          new MonotonicClock() {
            @Override
            public long nanos() {
              return now.get();
            }

            @Override
            public void park(Object blocker, long nanos) {
              throw new AssertionError("blocks");
            }
          });

  private void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void repeatedAtOnceItIsTheSameRequest() {
    assertThat(signal.hasCome()).isFalse();
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.FIRST);
    assertThat(signal.hasCome()).isTrue();
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.REPEATED);
    passes(FirstSignal.SAME_REQUEST.minusNanos(1));
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.REPEATED);
  }

  @Test
  void laterItIsAnother() {
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.FIRST);
    passes(FirstSignal.SAME_REQUEST);
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.LATER);
  }

  /** A storm does not put the moment off from which an operator may be in a hurry. */
  @Test
  void theTimeCountsFromTheFirst() {
    for (int i = 0; i < 4; i++) {
      assertThat(signal.arrive()).isNotEqualTo(FirstSignal.Order.LATER);
      passes(FirstSignal.SAME_REQUEST.dividedBy(4));
    }
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.LATER);
  }

  @Test
  void aDrainThatBeginsLateIsStillThatOfTheFirst() {
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.FIRST);
    passes(FirstSignal.SAME_REQUEST.minusNanos(1));
    signal.begun();
    passes(FirstSignal.SAME_REQUEST.minusNanos(1));
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.REPEATED);
    passes(Duration.ofNanos(1));
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.LATER);
  }

  /** As for requests that have come between the end of the drains and the closing. */
  @Test
  void aSecondDrainOfTheSameSignalGivesItNoMoreTime() {
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.FIRST);
    signal.begun();
    passes(FirstSignal.SAME_REQUEST);
    signal.begun();
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.LATER);
  }

  @Test
  void whatAnotherDeploymentGotIsTheFirst() {
    signal.seenByPeer();
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.REPEATED);
    passes(FirstSignal.SAME_REQUEST);
    signal.seenByPeer();
    assertThat(signal.arrive()).isEqualTo(FirstSignal.Order.LATER);
  }
}
