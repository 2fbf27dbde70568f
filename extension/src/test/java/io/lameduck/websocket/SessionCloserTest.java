package io.lameduck.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions are numbers here; those below 100 do not return from their close. */
class SessionCloserTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  private final CountDownLatch released = new CountDownLatch(1);
  private final Set<Object> closed = ConcurrentHashMap.newKeySet();
  private final SessionCloser closing = new SessionCloser(MonotonicClock.system(), this::close);

  @AfterEach
  void release() {
    released.countDown();
  }

  private void close(Object session) throws Exception {
    int number = (Integer) session;
    if (number < 100) {
      released.await();
    }
    if (number % 10 == 0) {
      throw new IOException("its connection is lost");
    }
    if (number % 10 == 1) {
      throw new AssertionError("of the application's close method");
    }
    closed.add(session);
  }

  private static Collection<?> sessions(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private void awaitLeft(int count) {
    long end = System.nanoTime() + BOUND.toNanos();
    while (closing.left() != count && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      closing.hurry();
    }
    assertThat(closing.left()).isEqualTo(count);
  }

  @Test
  void allAreClosed() {
    assertThat(closing.add(sessions(1000, 2000))).isTrue();
    awaitLeft(0);
    assertThat(closing.all()).isEqualTo(1000);
    assertThat(closed).as("but those that failed").hasSize(800);
  }

  @Test
  void thoseThatHangHoldNobodyElse() {
    closing.add(sessions(0, 200));
    awaitLeft(100);
    assertThat(closed).hasSize(80).allMatch(session -> (Integer) session >= 100);
    released.countDown();
    awaitLeft(0);
  }

  @Test
  void noneIsClosedTwice() {
    Object session = 103;
    assertThat(closing.add(List.of(session))).isTrue();
    awaitLeft(0);
    closed.clear();
    assertThat(closing.add(List.of(session))).isFalse();
    assertThat(closing.add(List.of(session, 102))).isTrue();
    awaitLeft(0);
    assertThat(closed).containsExactly(102);
  }
}
