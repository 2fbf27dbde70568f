package io.lameduck.inflight;

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
    Lease first = Lease.enter(gate, "GET", "/", 0);
    Lease second = Lease.enter(gate, "GET", "/", 0);
    first.end();
    first.end();
    assertThat(gate.running()).isEqualTo(1);
    second.end();
    assertThat(gate.running()).isZero();
  }

  @Test
  void anOldStampEndsNothing() {
    RequestGate small = new RequestGate(1);
    Lease old = Lease.enter(small, "GET", "/old", 0);
    old.end();
    Lease next = Lease.enter(small, "GET", "/next", 1);
    assertThat(next.entry()).isSameAs(old.entry());
    old.end();
    old.workedOn(false);
    old.becomesEndless(new FakeStream(() -> {}, false));
    assertThat(small.running()).isEqualTo(1);
    assertThat(small.streams().open()).isZero();
    assertThat(small.inFlight())
        .containsExactly(new InFlightEntry.Snapshot("GET /next", 1, Thread.currentThread(), false));
  }

  @Test
  void manyAtOnceAreAllWrittenDown() {
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      leases.add(Lease.enter(gate, "GET", "/" + i, i));
    }
    assertThat(gate.inFlight())
        .extracting(InFlightEntry.Snapshot::began)
        .isSorted()
        .hasSize(10_000);
    leases.forEach(Lease::end);
    assertThat(gate.running()).isZero();
    assertThat(gate.inFlight()).isEmpty();
  }

  @Test
  void entriesAfterTheAnnouncementAreLate() {
    Lease before = Lease.enter(gate, "GET", "/", 0);
    assertThat(gate.announce(idle::incrementAndGet)).isEqualTo(1);
    Lease after = Lease.enter(gate, "GET", "/", 0);
    assertThat(before.late()).isFalse();
    assertThat(after.late()).isTrue();
    assertThat(gate.running()).isEqualTo(2);
  }

  @Test
  void tellsOfTheLastOneOnlyAfterTheAnnouncement() {
    Lease.enter(gate, "GET", "/", 0).end();
    Lease running = Lease.enter(gate, "GET", "/", 0);
    gate.announce(idle::incrementAndGet);
    assertThat(idle).hasValue(0);
    running.end();
    assertThat(idle).hasValue(1);
    Lease.enter(gate, "GET", "/", 0).end();
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
        Lease first = Lease.enter(gate, "GET", "/", 0);
        relays.add(
            crew.submit(
                () -> {
                  Lease lease = first;
                  for (int round = 0; round < ROUNDS; round++) {
                    Lease next = Lease.enter(gate, "GET", "/", 0);
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
                      if (Lease.enter(raced, "GET", "/", 0).late()) {
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
    Lease.enter(gate, "GET", "/", 0); // Would be taken below zero by a second end of the other.
    Lease contested = Lease.enter(gate, "GET", "/", 0);
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
