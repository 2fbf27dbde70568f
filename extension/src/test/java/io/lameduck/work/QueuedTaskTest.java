package io.lameduck.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.Lease;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which tasks a drain waits for; that servers tell of tasks is tested on real ones. */
class QueuedTaskTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  private Deployment deployment = open("true");

  private static Deployment open(String auto) {
    return Deployment.open(
        SettingsReader.read(
            key -> key.equals("lameduck.work.auto") ? Optional.of(auto) : Optional.empty()),
        new Log(new RecordingLogger()));
  }

  @AfterEach
  void close() {
    deployment.drain().cutShort();
    deployment.close();
  }

  /** Returns when the drain waits. */
  private CompletableFuture<Optional<DrainReport>> drain() {
    Drain drain = deployment.drain();
    CompletableFuture<Optional<DrainReport>> report =
        CompletableFuture.supplyAsync(() -> drain.run(Trigger.APPLICATION_STOP));
    long until = System.nanoTime() + BOUND.toNanos();
    while (drain.state().phase() != DrainPhase.DRAINING && System.nanoTime() - until < 0) {
      Thread.onSpinWait();
    }
    assertThat(drain.state().phase()).isEqualTo(DrainPhase.DRAINING);
    return report;
  }

  @Test
  void aTaskCountsWhileItRuns() {
    Runnable end = new QueuedTask("task").begin();
    assertThat(deployment.drain().activeRequests()).isEqualTo(1);
    end.run();
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  @Test
  void aTaskThatIsQueuedHoldsNoDrain() throws Exception {
    QueuedTask task = new QueuedTask("task");
    assertThat(deployment.drain().run(Trigger.APPLICATION_STOP)).isPresent();
    task.begin().run();
  }

  @Test
  void theNextTaskOfAQueueIsAwaited() throws Exception {
    Runnable endFirst = new QueuedTask("first").begin();
    QueuedTask second = new QueuedTask("second");
    CompletableFuture<Optional<DrainReport>> report = drain();
    endFirst.run();
    assertThat(deployment.drain().activeRequests()).as("to the next").isEqualTo(1);
    Runnable endSecond = second.begin();
    assertThat(deployment.drain().activeRequests()).isEqualTo(1);
    assertThat(report).isNotDone();
    endSecond.run();
    assertThat(report.get(BOUND.toSeconds(), TimeUnit.SECONDS).orElseThrow().abandoned()).isZero();
  }

  @Test
  void aTaskThatNeverBeginsHoldsTheDrainForAMoment() throws Exception {
    Runnable endFirst = new QueuedTask("first").begin();
    QueuedTask cancelled = new QueuedTask("cancelled");
    CompletableFuture<Optional<DrainReport>> report = drain();
    endFirst.run();
    assertThat(report.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isPresent();
    cancelled.begin().run();
  }

  @Test
  void whatComesWhileTheDrainWaitsIsNotAwaited() throws Exception {
    QueuedTask eachSecond = new QueuedTask("each second");
    eachSecond.begin().run();
    Lease other = deployment.drain().begin("other");
    CompletableFuture<Optional<DrainReport>> report = drain();
    Runnable endAgain = eachSecond.begin();
    Runnable endLate = new QueuedTask("late").begin();
    assertThat(deployment.drain().activeRequests()).isEqualTo(1);
    other.end();
    assertThat(report.get(BOUND.toSeconds(), TimeUnit.SECONDS).orElseThrow().abandoned()).isZero();
    endAgain.run();
    endLate.run();
  }

  @Test
  void nothingCountsWhenItIsOff() {
    close();
    deployment = open("false");
    Runnable end = new QueuedTask("task").begin();
    assertThat(deployment.drain().activeRequests()).isZero();
    end.run();
  }
}
