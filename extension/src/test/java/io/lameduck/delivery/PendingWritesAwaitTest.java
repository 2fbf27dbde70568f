package io.lameduck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PendingWritesAwaitTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final RecordingLogger logger = new RecordingLogger();

  @Test
  void whatIsDeliveredAlreadyIsNotWaitedForNorSpokenOf() {
    await(LONG, () -> 0L);
    assertThat(logger.lines()).isEmpty();
  }

  @Test
  void itWaitsAsLongAsAnyOfItGoes() {
    long start = System.nanoTime();
    long last = start + PendingWritesAwait.PATIENCE.multipliedBy(2).toNanos();
    AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    await(LONG, () -> System.nanoTime() < last ? left.decrementAndGet() : 0);
    assertThat(System.nanoTime()).isGreaterThanOrEqualTo(last);
    assertThat(logger.lines()).singleElement().asString().contains("LD0047: ");
  }

  @Test
  void aClientThatTakesInNothingIsGivenUp() {
    AtomicInteger asked = new AtomicInteger();
    await(LONG, () -> asked.getAndIncrement() % 2 == 0 ? 7L : 8L); // Others come and go.
    assertThat(logger.lines())
        .last()
        .asString()
        .containsPattern("LD0023: [78] bytes .* none has been sent for two seconds");
  }

  @Test
  void theBoundHoldsForOneThatGoesSlowly() {
    AtomicLong left = new AtomicLong(1_000_000);
    long start = System.nanoTime();
    await(Duration.ofMillis(100), left::decrementAndGet);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PendingWritesAwait.PATIENCE);
    assertThat(logger.lines())
        .singleElement()
        .asString()
        .contains("LD0023: ", "the deadline is reached");
  }

  @Test
  void whatCannotBeKnownIsNotAskedAgainAndTheOthersAre() {
    AtomicInteger failures = new AtomicInteger();
    AtomicLong left = new AtomicLong(5);
    PendingWrites broken =
        place(
            () -> {
              failures.incrementAndGet();
              throw new NoSuchFieldException("queue");
            });
    delivery(List.of(broken, place(left::decrementAndGet))).await(LONG, () -> false, 0);
    assertThat(failures).hasValue(1);
    assertThat(left).hasValue(0);
    assertThat(logger.lines()).singleElement().asString().contains("LD0024: ");
  }

  /** As a server whose lock for it is never released: the stop must not wait for it. */
  @Test
  void whatNeverAnswersIsGivenUp() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    PendingWrites stuck =
        place(
            () -> {
              never.await();
              return 0L;
            });
    long start = System.nanoTime();
    assertThat(delivery(List.of(stuck)).await(LONG, () -> false, 7)).isEqualTo(7);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG.dividedBy(2));
    assertThat(logger.lines()).singleElement().asString().contains("LD0024: ");
    never.countDown();
  }

  @Test
  void whatWasGivenUpIsNotWaitedForAgainAndTheRestIs() {
    PendingWritesAwait delivery = delivery(List.of(place(() -> 8L)));
    assertThat(delivery.await(Duration.ZERO, () -> false, 0)).isEqualTo(8);
    assertThat(delivery.await(LONG, () -> false, 8)).isEqualTo(8);
    assertThat(logger.lines()).hasSize(1);
    AtomicLong left = new AtomicLong(10);
    delivery(List.of(place(left::decrementAndGet))).await(LONG, () -> false, 8);
    assertThat(left).hasValue(8);
  }

  @Test
  void whoIsInAHurryEndsIt() {
    delivery(List.of(place(() -> 1L))).await(LONG, () -> true, 0);
    assertThat(logger.lines()).singleElement().asString().contains("LD0023: ", "does not wait");
  }

  private void await(Duration bound, Callable<Long> bytes) {
    delivery(List.of(place(bytes))).await(bound, () -> false, 0);
  }

  private PendingWritesAwait delivery(List<PendingWrites> places) {
    return new PendingWritesAwait(places, MonotonicClock.system(), new Log(logger));
  }

  private static PendingWrites place(Callable<Long> bytes) {
    return new PendingWrites() {
      @Override
      public String name() {
        return "a place";
      }

      @Override
      public long bytes() throws Exception {
        return bytes.call();
      }
    };
  }
}
