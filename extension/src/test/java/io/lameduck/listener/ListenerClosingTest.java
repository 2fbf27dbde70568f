package io.lameduck.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.log.Log;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListenerClosingTest {

  /** One listener, with a connection on which a request runs. */
  private static final class Busy implements HttpListeners {

    private final AtomicInteger open = new AtomicInteger(1);
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public String name() {
      return "busy";
    }

    @Override
    public int close() {
      return open.getAndSet(0);
    }

    @Override
    public int endIdle() {
      looks.incrementAndGet();
      return 1;
    }
  }

  private final Busy listeners = new Busy();
  private final ListenerClosing closing =
      new ListenerClosing(List.of(listeners), MonotonicClock.system(), Log.ofPlatform());

  @Test
  void whoClosesThemGivesTheRunningRequestAMoment() {
    long start = System.nanoTime();
    closing.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(250));
    assertThat(listeners.looks.get()).isGreaterThan(1);
  }

  /** WildFly asks each deployment, and the time before SIGKILL is for its own stop. */
  @Test
  void whoFindsThemClosedWaitsForNothing() {
    closing.close();
    int before = listeners.looks.get();
    closing.close();
    // A few more, and not some thirty: the first may not have seen its end yet.
    assertThat(listeners.looks.get()).isLessThan(before + 5);
  }
}
