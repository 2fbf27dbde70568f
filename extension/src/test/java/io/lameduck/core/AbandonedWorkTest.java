package io.lameduck.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request hangs when the time is up. */
@Timeout(60)
class AbandonedWorkTest {

  private final ManualClock clock = new ManualClock();
  private final RecordingLogger log = new RecordingLogger();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void release() {
    never.countDown();
  }

  private Drain drainOf(String abandoned) throws InterruptedException {
    Settings settings =
        SettingsReader.read(
            key -> key.equals("lameduck.abandoned") ? Optional.of(abandoned) : Optional.empty());
    Drain drain =
        new Drain(
            settings,
            new RequestGate(),
            Peers.NONE,
            clock,
            InstantSource.system(),
            new Messages(log));
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
    return drain;
  }

  private boolean said(String id) {
    return log.lines().stream().anyMatch(line -> line.contains(id));
  }

  @Test
  void aStopInterruptsItAtTheDeadlineAndCountsItAsAbandoned() throws InterruptedException {
    DrainReport report = drainOf("interrupt").run(Trigger.SIGNAL).orElseThrow();
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(report.abandoned()).isEqualTo(1);
    assertThat(report.unfinished()).containsExactly("GET /stuck");
    assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO LD0056: "));
    // Nothing ends it here, so the whole moment is waited.
    assertThat(clock.elapsed()).isBetween(Duration.ofSeconds(25), Duration.ofMillis(25_500));
  }

  @Test
  void leftItIsNotInterrupted() throws InterruptedException {
    assertThat(drainOf("leave").run(Trigger.SIGNAL).orElseThrow().abandoned()).isEqualTo(1);
    assertThat(interrupted.getCount()).isEqualTo(1);
    assertThat(said("LD0056")).isFalse();
  }

  @Test
  void anOperatorInterruptsNothingButTheStopThatFollowsDoes() throws InterruptedException {
    Drain drain = drainOf("interrupt");
    assertThat(drain.run(Trigger.OPERATOR).orElseThrow().abandoned()).isEqualTo(1);
    assertThat(said("LD0056")).isFalse();
    assertThat(interrupted.getCount()).isEqualTo(1);
    drain.run(Trigger.SIGNAL);
    assertThat(said("LD0056")).isTrue();
    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
