package io.lameduck.inflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamsTest {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final RequestGate gate = new RequestGate();

  private Lease stream(Runnable end) {
    return stream(end, false);
  }

  private Lease stream(Runnable end, boolean ended) {
    Lease lease = Lease.enter(gate, "GET", "/events", 0);
    lease.becomesEndless(new FakeStream(end, ended));
    return lease;
  }

  @Test
  void theRestIsEnded() {
    CountDownLatch asked = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      Lease unused = stream(asked::countDown);
    }
    gate.streams().endRest(BOUND);
    assertThat(asked.getCount()).isZero();
    assertThat(gate.streams().ended()).as("neither has gone").isZero();
  }

  @Test
  void noneIsEndedOnceTheDrainIsResumed() {
    AtomicInteger ended = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      Lease unused = stream(ended::incrementAndGet);
    }
    gate.streams().end(Duration.ZERO, () -> ended.get() > 0);
    // Each worker may have asked before.
    assertThat(ended.get()).isBetween(1, 8);
    ended.set(0);
    gate.streams().end(Duration.ZERO, () -> true);
    assertThat(ended.get()).isZero();
  }

  @Test
  void onlyThoseThatWentBecauseTheyWereAskedAreCounted() {
    stream(() -> {}, true).end();
    stream(() -> {}, false).end();
    assertThat(gate.streams().ended()).isEqualTo(1);
    gate.announce(() -> {});
    assertThat(gate.streams().ended()).as("before this drain").isZero();
  }

  /** As one does whose client does not read: the drain must not wait for it beyond its time. */
  @Test
  void oneWhoseEndBlocksHoldsNobody() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    Lease unused = stream(() -> awaitQuietly(release));
    Lease another = stream(other::countDown);
    assertTimeoutPreemptively(BOUND, () -> gate.streams().endRest(Duration.ofMillis(200)));
    awaitQuietly(other);
    another.end();
    assertThat(gate.streams().open()).isEqualTo(1);
    release.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
