package io.lameduck.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestGateTest {

  private static final int THREADS = 4;
  private static final int ROUNDS = 50_000;

  private final RequestGate gate = new RequestGate();
  private final AtomicInteger idle = new AtomicInteger();

  @Test
  void aLeaseIsEndedOnce() {
    Lease first = gate.enter("GET", "/", 0).lease();
    Lease second = gate.enter("GET", "/", 0).lease();
    first.end();
    first.end();
    assertThat(gate.running()).isEqualTo(1);
    second.end();
    assertThat(gate.running()).isZero();
  }

  @Test
  void anOldTicketEndsNothing() {
    RequestGate small = new RequestGate(1);
    Lease old = small.enter("GET", "/old", 0).lease();
    old.end();
    Lease next = small.enter("GET", "/next", 1).lease();
    assertThat(next.seat()).isSameAs(old.seat());
    old.end();
    old.workedOn(false);
    old.becomesEndless(FakeStream.DEAF);
    assertThat(small.running()).isEqualTo(1);
    assertThat(small.streams().open()).isZero();
    assertThat(small.inFlight()).containsExactly(new Work("GET /next", 1, Thread.currentThread()));
  }

  @Test
  void manyAtOnceAreAllWrittenDown() {
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      leases.add(gate.enter("GET", "/" + i, i).lease());
    }
    assertThat(gate.inFlight()).extracting(Work::began).isSorted().hasSize(10_000);
    leases.forEach(Lease::end);
    assertThat(gate.running()).isZero();
    assertThat(gate.inFlight()).isEmpty();
  }

  @Test
  void entriesAfterTheAnnouncementAreLate() {
    Lease before = gate.enter("GET", "/", 0).lease();
    assertThat(gate.announce(idle::incrementAndGet)).isEqualTo(1);
    Lease after = gate.enter("GET", "/", 0).lease();
    assertThat(before.late()).isFalse();
    assertThat(after.late()).isTrue();
    assertThat(gate.running()).isEqualTo(2);
  }

  @Test
  void tellsOfTheLastOneOnlyAfterTheAnnouncement() {
    gate.enter("GET", "/", 0).lease().end();
    Lease running = gate.enter("GET", "/", 0).lease();
    gate.announce(idle::incrementAndGet);
    assertThat(idle).hasValue(0);
    running.end();
    assertThat(idle).hasValue(1);
    gate.enter("GET", "/", 0).lease().end();
    assertThat(idle).hasValue(2);
  }

  @Test
  void neverReadsZeroWhileSomethingRuns() throws Exception {
    // A relay: each thread enters before it ends the lease it was given, so one always runs.
    try (Crew crew = new Crew()) {
      CountDownLatch done = new CountDownLatch(THREADS);
      List<Future<?>> relays = new ArrayList<>();
      List<Lease> held = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Lease first = gate.enter("GET", "/", 0).lease();
        relays.add(
            crew.submit(
                () -> {
                  Lease lease = first;
                  for (int round = 0; round < ROUNDS; round++) {
                    Lease next = gate.enter("GET", "/", 0).lease();
                    lease.end();
                    lease = next;
                  }
                  synchronized (held) {
                    held.add(lease);
                  }
                  done.countDown();
                }));
      }
      long reads = 0;
      while (done.getCount() > 0) {
        assertThat(gate.running()).isBetween((long) THREADS, 2L * THREADS);
        reads++;
      }
      for (Future<?> relay : relays) {
        relay.get(10, TimeUnit.SECONDS);
      }
      assertThat(reads).isPositive();
      held.forEach(Lease::end);
      assertThat(gate.running()).isZero();
    }
  }

  @Test
  void everyEntryIsOnExactlyOneSideOfTheAnnouncement() throws Exception {
    for (int attempt = 0; attempt < 200; attempt++) {
      RequestGate raced = new RequestGate();
      AtomicLong late = new AtomicLong();
      CountDownLatch start = new CountDownLatch(1);
      try (Crew crew = new Crew()) {
        List<Future<?>> entering = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          entering.add(
              crew.submit(
                  () -> {
                    start.await();
                    for (int round = 0; round < 50; round++) {
                      if (raced.enter("GET", "/", 0).lease().late()) {
                        late.incrementAndGet();
                      }
                    }
                    return null;
                  }));
        }
        start.countDown();
        long early = raced.announce(() -> {});
        for (Future<?> one : entering) {
          one.get(10, TimeUnit.SECONDS);
        }
        assertThat(early + late.get()).isEqualTo(THREADS * 50L).isEqualTo(raced.running());
      }
    }
  }

  @Test
  void aLeaseEndedByManyThreadsAtOnceLeavesOnce() throws Exception {
    gate.enter("GET", "/", 0); // Would be taken below zero by a second end of the other.
    Lease contested = gate.enter("GET", "/", 0).lease();
    CountDownLatch start = new CountDownLatch(1);
    try (Crew crew = new Crew()) {
      List<Future<?>> ending = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        ending.add(
            crew.submit(
                () -> {
                  start.await();
                  contested.end();
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : ending) {
        one.get(10, TimeUnit.SECONDS);
      }
    }
    assertThat(gate.running()).isEqualTo(1);
  }

  /** A pool that a try-with-resources ends. */
  private static final class Crew implements AutoCloseable {

    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    Future<?> submit(Runnable task) {
      return pool.submit(task);
    }

    Future<?> submit(java.util.concurrent.Callable<?> task) {
      return pool.submit(task);
    }

    @Override
    public void close() {
      pool.shutdownNow();
    }
  }
}
