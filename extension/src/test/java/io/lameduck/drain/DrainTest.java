package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.ManualClock;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.inflight.Lease;
import io.lameduck.inflight.RequestGate;
import io.lameduck.log.LineLogger;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One drain, several threads that ask for it or end what it waits for. */
class DrainTest {

  private final ManualClock clock = new ManualClock();
  private final RequestGate gate = new RequestGate();
  private final RecordingLogger log = new RecordingLogger();
  private final Drain drain = drain(clock, log);

  private Drain drain(MonotonicClock time, System.Logger logger) {
    return new DrainBuilder().gate(gate).clock(time).logger(logger).build();
  }

  private static Duration s(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  @Test
  void aStopDuringTheAnnouncementEndsItButNotTheDrain() {
    Lease running = Lease.of(drain.enter("GET", "/test"));
    CompletableFuture<DrainReport> second = new CompletableFuture<>();
    Thread joining =
        new Thread(() -> second.complete(drain.run(Trigger.APPLICATION_STOP).orElseThrow()));
    clock.at(
        s(1),
        () -> {
          joining.start();
          while (joining.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
        });
    clock.at(s(4), running::end);
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(report.lameDuck()).isEqualTo(s(1));
    assertThat(report.draining()).isEqualTo(s(3));
    assertThat(second).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(report);
  }

  @Test
  void everyLaterRunReturnsTheReportOfTheFirstWithoutWaiting() {
    drain.readinessReportedUp();
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    Duration before = clock.elapsed();
    assertThat(drain.run(Trigger.SIGNAL)).contains(report);
    assertThat(drain.run(Trigger.APPLICATION_STOP)).contains(report);
    assertThat(clock.elapsed()).isEqualTo(before);
  }

  @Test
  void whoJoinsADrainThatHangsWaitsForItsDeadlineNotForAnotherOne() {
    CompletableFuture<Drain> hanging = new CompletableFuture<>();
    List<Optional<DrainReport>> joined = new ArrayList<>();
    LineLogger hangs =
        (level, text) -> {
          // Longer than the deadline and its second of patience.
          clock.park(this, Duration.ofSeconds(26).toNanos());
          joined.add(
              CompletableFuture.supplyAsync(() -> hanging.join().run(Trigger.APPLICATION_STOP))
                  .orTimeout(10, TimeUnit.SECONDS)
                  .join());
        };
    hanging.complete(drain(clock, hangs));
    hanging.join().run(Trigger.SIGNAL);
    // One for each line: had it waited for a deadline of its own, it would have timed out.
    assertThat(joined).isNotEmpty().allMatch(Optional::isEmpty);
  }

  @Test
  void wakesUpByTheLastRequestNotByTheClock() throws Exception {
    Drain real = drain(MonotonicClock.system(), log);
    Lease first = Lease.of(real.enter("GET", "/test"));
    Lease last = Lease.of(real.enter("GET", "/test"));
    CompletableFuture<DrainReport> report = new CompletableFuture<>();
    Thread stopping =
        new Thread(() -> report.complete(real.run(Trigger.APPLICATION_STOP).orElseThrow()));
    stopping.start();
    while (stopping.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    first.end();
    assertThat(report).isNotDone();
    last.end();
    // The deadline is 25s away: half of it can only be met by being woken.
    assertThat(report.get(12, TimeUnit.SECONDS).completed()).isEqualTo(2);
  }
}
