package io.lameduck.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.ManualClock;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainBuilder;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request hangs when the time is up. */
@Timeout(60)
class AbandonedRequestsTest {

  private final ManualClock clock = new ManualClock();
  private final RecordingLogger log = new RecordingLogger();
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void release() {
    never.countDown();
  }

  private Drain drainOf(String abandoned) throws InterruptedException {
    Drain drain =
        new DrainBuilder()
            .settings(Map.of("lameduck.abandoned", abandoned))
            .clock(clock)
            .logger(log)
            .build();
    enterStuck(drain);
    return drain;
  }

  private void enterStuck(Drain drain) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Thread request =
        new Thread(
            () -> {
              drain.enter("GET", "/stuck");
              entered.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    request.setDaemon(true);
    request.start();
    entered.await();
  }

  private boolean said(String id) {
    return log.lines().stream().anyMatch(line -> line.contains(id));
  }

  @Test
  void itIsInterruptedOnceWhenTheStopGoesOnWithoutIt() throws InterruptedException {
    Drain drain = drainOf("interrupt");
    assertThat(drain.run(Trigger.SIGNAL).orElseThrow().abandoned()).isEqualTo(1);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(25));
    drain.interruptAbandoned();
    drain.interruptAbandoned();
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(log.lines()).filteredOn(line -> line.startsWith("INFO LD0056: ")).hasSize(1);
    // Nothing ends it here, so the whole moment is waited, once.
    assertThat(clock.elapsed()).isBetween(Duration.ofSeconds(25), Duration.ofMillis(25_500));
  }

  /** As two signals do, one after the other: the second must not go on before the roll-back. */
  @Test
  void whoComesWhileAnotherInterruptsWaitsAsLong() throws InterruptedException {
    CountDownLatch interrupting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    Drain drain =
        new DrainBuilder()
            .settings(Map.of("lameduck.abandoned", "interrupt"))
            .clock(new StoppedClock())
            .build();
    Thread request =
        new Thread(
            () -> {
              Lease lease = Lease.of(drain.enter("GET", "/stuck"));
              entered.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                lease.end();
              }
            }) {
          @Override
          public void interrupt() {
            interrupting.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            super.interrupt();
          }
        };
    request.setDaemon(true);
    request.start();
    entered.await();
    drain.cutShort();
    Thread first = new Thread(drain::interruptAbandoned);
    first.start();
    interrupting.await();
    AtomicLong running = new AtomicLong(-1);
    Thread second =
        new Thread(
            () -> {
              drain.interruptAbandoned();
              running.set(drain.activeRequests());
            });
    second.start();
    while (second.getState() != Thread.State.TIMED_WAITING && second.isAlive()) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    second.join();
    first.join();
    assertThat(running).hasValue(0);
  }

  /** It is no request that the drain has given up: it comes before the listeners are closed. */
  @Test
  void whatBeginsAfterACompleteDrainIsNotInterrupted() throws InterruptedException {
    Drain drain = new DrainBuilder().logger(log).clock(clock).build();
    assertThat(drain.run(Trigger.SIGNAL).orElseThrow().abandoned()).isZero();
    enterStuck(drain);
    drain.interruptAbandoned();
    assertThat(interrupted.getCount()).isEqualTo(1);
    assertThat(said("LD0056")).isFalse();
  }

  /** It is no work that hangs. A later signal interrupts it all the same. */
  @Test
  void whatHasJustBegunIsInterruptedByALaterSignalOnly() throws InterruptedException {
    Drain drain = drainOf("interrupt");
    drain.interruptAbandoned();
    assertThat(said("LD0056")).isFalse();
    drain.cutShort();
    drain.interruptAbandoned();
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leftItIsNotInterrupted() throws InterruptedException {
    Drain drain = drainOf("leave");
    assertThat(drain.run(Trigger.SIGNAL).orElseThrow().abandoned()).isEqualTo(1);
    drain.interruptAbandoned();
    assertThat(interrupted.getCount()).isEqualTo(1);
    assertThat(said("LD0056")).isFalse();
  }

  @Test
  void theDrainLeavesItAloneWhoeverAsksForTheStop() throws InterruptedException {
    for (Trigger trigger : Trigger.values()) {
      DrainReport report = drainOf("interrupt").run(trigger).orElseThrow();
      assertThat(report.abandoned()).isEqualTo(1);
      assertThat(report.unfinished()).containsExactly("GET /stuck");
    }
    assertThat(interrupted.getCount()).isEqualTo(1);
    assertThat(said("LD0056")).isFalse();
  }

  @Test
  void whoeverJoinsLeavesItAloneToo() throws InterruptedException {
    Drain drain = drainOf("interrupt");
    drain.run(Trigger.SIGNAL);
    drain.run(Trigger.APPLICATION_STOP);
    drain.run(Trigger.SERVER_STOP);
    assertThat(said("LD0056")).isFalse();
    assertThat(interrupted.getCount()).isEqualTo(1);
  }

  /** However busy the machine is, no time is up. */
  private static final class StoppedClock implements MonotonicClock {

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void park(Object blocker, long nanos) {
      LockSupport.parkNanos(blocker, TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
