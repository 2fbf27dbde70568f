package io.lameduck.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadsTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final CountDownLatch over = new CountDownLatch(1);

  private void hang() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void boundedWorkIsAwaited() {
    assertThat(Threads.runBounded("test", LONG, over::countDown)).isTrue();
    assertThat(over.getCount()).isZero();
  }

  @Test
  void workThatHangsIsLeftAloneAfterTheBound() {
    assertThat(Threads.runBounded("test", Duration.ofMillis(1), this::hang)).isFalse();
    assertThat(Threads.runBounded("test", Duration.ofNanos(-1), this::hang)).isFalse();
    over.countDown();
  }

  @Test
  void anInterruptEndsTheWaitAndIsStillSet() {
    Thread.currentThread().interrupt();
    assertThat(Threads.runBounded("test", LONG, this::hang)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    over.countDown();
  }
}
