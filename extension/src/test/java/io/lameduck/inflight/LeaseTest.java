package io.lameduck.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt reaches the thread that works on a lease, there and nowhere else. */
@Timeout(60)
class LeaseTest {

  private final RequestGate gate = new RequestGate();

  @AfterEach
  void nothingIsLeft() {
    assertThat(Thread.interrupted()).isFalse();
  }

  /** By another thread, as a drain does. */
  private static long interruptAll(RequestGate gate) {
    AtomicLong interrupted = new AtomicLong();
    Thread drain = new Thread(() -> interrupted.set(gate.interruptAll(Long.MAX_VALUE)));
    drain.start();
    boolean restored = false;
    while (drain.isAlive()) {
      try {
        drain.join();
      } catch (InterruptedException e) {
        restored = true;
      }
    }
    if (restored) {
      Thread.currentThread().interrupt();
    }
    return interrupted.get();
  }

  @Test
  void whatRunsIsInterruptedOnceAndEndsWithoutTheInterrupt() {
    Lease lease = Lease.enter(gate, "GET", "/", 0);
    assertThat(interruptAll(gate)).isEqualTo(1);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(interruptAll(gate)).as("once").isZero();
    lease.end();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(gate.running()).isZero();
    assertThat(interruptAll(gate)).as("nothing runs").isZero();
  }

  @Test
  void theThreadThatDrainsIsNotInterrupted() {
    Lease lease = Lease.enter(gate, "GET", "/", 0);
    assertThat(gate.interruptAll(Long.MAX_VALUE)).isZero();
    lease.end();
    assertThat(gate.running()).isZero();
  }

  @Test
  void withinOtherWorkTheInterruptStaysUntilThatIsOver() {
    Lease outer = Lease.enter(gate, "GET", "/", 0);
    Lease inner = Lease.enter(gate, "work", "job", 1);
    assertThat(interruptAll(gate)).isEqualTo(1);
    inner.end();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    outer.end();
  }

  @Test
  void aThreadThatHasLeftIsNotInterrupted() {
    Lease lease = Lease.enter(gate, "GET", "/async", 0);
    lease.workedOn(false);
    assertThat(interruptAll(gate)).isZero();
    lease.end();
  }

  @Test
  void aThreadThatLeavesLosesTheInterrupt() {
    Lease lease = Lease.enter(gate, "GET", "/async", 0);
    assertThat(interruptAll(gate)).isEqualTo(1);
    lease.workedOn(false);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    lease.end();
    assertThat(gate.running()).isZero();
  }

  /** The answer may be complete before the thread that began it has returned. */
  @Test
  void aThreadThatLeavesAfterTheEndLosesTheInterrupt() throws InterruptedException {
    RequestGate one = new RequestGate(1);
    Lease lease = Lease.enter(one, "GET", "/async", 0);
    assertThat(interruptAll(one)).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue(); // For the join.
    Thread other =
        new Thread(
            () -> {
              lease.end();
              Lease.enter(one, "GET", "/next", 1);
            });
    other.start();
    other.join();
    Thread.currentThread().interrupt();
    lease.workedOn(false);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(one.running()).isEqualTo(1);
  }

  @Test
  void workThatMayHaveGoneElsewhereIsNotInterrupted() {
    Lease lease = Lease.enterForAnyThread(gate, "work", "job", 0);
    assertThat(interruptAll(gate)).isZero();
    lease.end();
    assertThat(gate.running()).isZero();
  }

  @Test
  void aStreamIsInterruptedAndCountedOnce() {
    Lease stream = Lease.enter(gate, "GET", "/events", 0);
    stream.becomesEndless(new FakeStream(() -> {}, false));
    assertThat(interruptAll(gate)).isEqualTo(1);
    assertThat(gate.streams().open()).isEqualTo(1);
    stream.end();
    stream.end();
    assertThat(gate.streams().open()).isZero();
    assertThat(gate.running()).isZero();
  }

  @Test
  void whatIsUncountedLeavesTheCountAndTheListOnce() {
    Lease lease = Lease.enter(gate, "GET", "/stops", 0);
    AtomicInteger told = new AtomicInteger();
    gate.uncount(thread -> thread == Thread.currentThread(), title -> told.incrementAndGet());
    gate.uncount(thread -> true, title -> told.incrementAndGet());
    assertThat(told).hasValue(1);
    assertThat(gate.running()).isZero();
    assertThat(gate.inFlight()).isEmpty();
    assertThat(interruptAll(gate)).isZero();
    lease.end();
    assertThat(gate.running()).isZero();
  }

  @Test
  void workThatMayHaveGoneElsewhereStaysCounted() {
    Lease.enterForAnyThread(gate, "work", "job", 0);
    gate.uncount(thread -> true, title -> {});
    assertThat(gate.running()).isEqualTo(1);
  }

  /**
   * A pool works on one request after the other while all are being interrupted, again and again:
   * between two of them no thread is ever interrupted.
   */
  @Test
  void noInterruptReachesThePool() throws Exception {
    int threads = 4;
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger escaped = new AtomicInteger();
    AtomicInteger seen = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(threads);
    RequestGate few = new RequestGate(2);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Future<?>[] all = new Future<?>[threads];
      for (int i = 0; i < threads; i++) {
        boolean async = i % 2 == 0;
        all[i] =
            pool.submit(
                () -> {
                  started.countDown();
                  while (!over.get()) {
                    Lease lease = Lease.enter(few, "GET", "/", 0);
                    if (async) {
                      lease.workedOn(false);
                      lease.workedOn(true);
                    }
                    if (Thread.currentThread().isInterrupted()) {
                      seen.incrementAndGet();
                    }
                    if (async) {
                      lease.workedOn(false);
                      check(escaped);
                    }
                    lease.end();
                    check(escaped);
                  }
                });
      }
      started.await();
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
      while (System.nanoTime() < until || seen.get() < 5) {
        few.interruptAll(Long.MAX_VALUE);
      }
      over.set(true);
      for (Future<?> one : all) {
        one.get(10, TimeUnit.SECONDS);
      }
      assertThat(escaped).hasValue(0);
      assertThat(few.running()).isZero();
    } finally {
      over.set(true);
      pool.shutdownNow();
    }
  }

  private static void check(AtomicInteger escaped) {
    if (Thread.interrupted()) {
      escaped.incrementAndGet();
    }
  }
}
