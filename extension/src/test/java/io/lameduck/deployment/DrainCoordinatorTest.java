package io.lameduck.deployment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainBuilder;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.DrainReport;
import io.lameduck.inflight.Lease;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a JVM without a peer; JmxPeersTest has them. */
@Timeout(60)
class DrainCoordinatorTest {

  private static final Duration WORK = Duration.ofMillis(300);

  private final RecordingLogger logger = new RecordingLogger();
  private final Drain drain = new DrainBuilder().logger(logger).build();
  private final DrainCoordinator coordinator =
      new DrainCoordinator(
          drain, Duration.ofMinutes(10), new JmxPeers(), MonotonicClock.system(), new Log(logger));

  /** The stack says so: a drain that waited for this thread would wait for itself. */
  @Test
  void aRequestThatStopsTheServerIsNotWaitedFor() {
    Lease lease = Lease.of(drain.enter("GET", "/stop"));
    drain.cutShort(); // Or the lame-duck phase would last.
    coordinator.onServerStop();
    assertThat(logger.lines()).anyMatch(line -> line.contains("LD0055") && line.contains("/stop"));
    lease.end();
  }

  @Test
  void anOperatorsDrainCanBeTakenBack() {
    coordinator.onOperator();
    assertThat(drain.state().phase()).isEqualTo(DrainPhase.DRAINED);
    assertThat(coordinator.resume()).isTrue();
    assertThat(drain.announced()).isFalse();
    assertThat(coordinator.resume()).as("nothing left to take back").isFalse();
  }

  @Test
  void aSignalCannot() throws InterruptedException {
    coordinator.onSignal();
    assertThat(coordinator.resume()).isFalse();
  }

  /** A balancer may send one until the listeners are closed, which is after the drain. */
  @Test
  void whatComesAfterTheDrainIsAwaitedAndNotInterrupted() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<String> late = new AtomicReference<>("not over");
    drain.follow(
        new DrainListener() {
          @Override
          public void ended(DrainReport report) {
            Thread unused = Threads.start("late", () -> work(begun, late));
            assertThat(begun).satisfies(latch -> assertThat(latch.await(20, SECONDS)).isTrue());
          }
        });
    coordinator.onSignal();
    assertThat(late.get()).isEqualTo("done");
  }

  private void work(CountDownLatch begun, AtomicReference<String> result) {
    Lease lease = drain.begin("late");
    begun.countDown();
    long until = System.nanoTime() + WORK.toNanos();
    while (System.nanoTime() - until < 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, until - System.nanoTime());
    }
    result.set(Thread.currentThread().isInterrupted() ? "interrupted" : "done");
    lease.end();
  }

  @Test
  void aLaterSignalEndsTheWait() throws InterruptedException {
    Lease lease = drain.beginAnywhere("job");
    coordinator.onLaterSignal();
    coordinator.onSignal();
    assertThat(logger.lines()).anyMatch(line -> line.startsWith("WARNING LD0007: "));
    lease.end();
  }
}
