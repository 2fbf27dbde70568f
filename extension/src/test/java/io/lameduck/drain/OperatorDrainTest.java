package io.lameduck.drain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.ManualClock;
import io.lameduck.inflight.FakeStream;
import io.lameduck.inflight.Lease;
import io.lameduck.inflight.RequestGate;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A drain that an operator asks for: taken back, joined by a stop, or left alone for long. */
@Timeout(60)
class OperatorDrainTest {

  private final ManualClock clock = new ManualClock();
  private final RequestGate gate = new RequestGate();
  private final RecordingLogger log = new RecordingLogger();
  private final Drain drain = new DrainBuilder().gate(gate).clock(clock).logger(log).build();

  private static Duration s(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private long aSecondAgo() {
    long then = clock.nanos();
    clock.park(this, s(1).toNanos());
    return then;
  }

  @Test
  void takenBackItServesAsIfNothingHadBeen() {
    drain.readinessReportedUp();
    clock.at(s(2), () -> Lease.of(drain.enter("GET", "/late")).end());
    clock.at(s(3), () -> assertThat(drain.resume()).isTrue());
    assertThat(drain.run(Trigger.OPERATOR)).isEmpty();
    assertThat(clock.elapsed()).isEqualTo(s(3));
    assertThat(drain.state().phase()).isEqualTo(DrainPhase.SERVING);
    assertThat(Lease.of(drain.enter("GET", "/")).late()).isFalse();
    assertThat(drain.traffic().servedLate()).isZero();
    assertThat(drain.ageForAll()).isEmpty();
    assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO LD0035: "));
    assertThat(log.lines()).noneMatch(line -> line.contains("LD0005"));
  }

  @Test
  void takenBackItCanBeAskedForAgain() {
    drain.readinessReportedUp();
    drain.run(Trigger.OPERATOR);
    assertThat(drain.resume()).isTrue();
    assertThat(drain.resume()).as("nothing left to take back").isFalse();
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(report.outcome()).isEqualTo(DrainReport.Outcome.DRAINED);
    assertThat(report.lameDuck()).isEqualTo(s(5));
  }

  /** As a thread does that was started before the others were taken back, and runs after that. */
  @Test
  void oneThatIsTakenBackWithAllBeforeItCouldBeginDoesNotBegin() {
    long asked = aSecondAgo();
    assertThat(drain.resumeWithAll()).isFalse();
    assertThat(drain.run(Trigger.OPERATOR, asked)).isEmpty();
    assertThat(drain.state().phase()).isEqualTo(DrainPhase.SERVING);
    assertThat(log.lines()).isEmpty();
    assertThat(drain.run(Trigger.OPERATOR)).as("asked for after it").isPresent();
  }

  @Test
  void whatAStopHasBegunIsNotTakenBackWithAll() {
    long asked = aSecondAgo();
    drain.resumeWithAll();
    assertThat(drain.run(Trigger.SIGNAL, asked)).isPresent();
  }

  /** Then nothing was taken back, so what was asked for before it is still wanted. */
  @Test
  void aResumeThatFindsNothingTakesNothingBackLater() {
    long asked = aSecondAgo();
    assertThat(drain.resume()).isFalse();
    assertThat(drain.run(Trigger.OPERATOR, asked)).isPresent();
  }

  @Test
  void nobodyHearsOfADrainAfterItWasTakenBack() throws InterruptedException {
    drain.readinessReportedUp();
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    Thread operator = new Thread(drain::resume);
    drain.follow(
        new DrainListener() {
          @Override
          public void began(DrainPhase phase, Trigger trigger) {
            operator.start();
            heard.add(phase + " begins");
            // Until it has been taken back, beside us; the bound of the class interrupts.
            while (drain.announced() && !Thread.currentThread().isInterrupted()) {
              Thread.onSpinWait();
            }
            heard.add(phase + " has begun");
          }

          @Override
          public void ended(DrainReport report) {
            heard.add("ended");
          }

          @Override
          public void resumed() {
            heard.add("resumed");
          }
        });
    assertThat(drain.run(Trigger.OPERATOR)).isEmpty();
    operator.join();
    assertThat(heard).containsExactly("LAME_DUCK begins", "LAME_DUCK has begun", "resumed");
    assertThat(log.lines()).last().asString().contains("LD0035");
  }

  /**
   * A log handler or an observer may wait for a lock of the application that the operator holds.
   */
  @Test
  void resumeDoesNotWaitForThoseWhoHearOfTheDrain() {
    drain.readinessReportedUp();
    Thread operator = new Thread(drain::resume);
    AtomicBoolean returned = new AtomicBoolean();
    drain.follow(
        new DrainListener() {
          @Override
          public void began(DrainPhase phase, Trigger trigger) {
            operator.start();
            try {
              operator.join(10_000);
              returned.set(!operator.isAlive());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        });
    drain.run(Trigger.OPERATOR);
    assertThat(returned).isTrue();
    assertThat(log.lines()).last().asString().contains("LD0035");
  }

  @Test
  void aSecondOneOfTheSameTimeIsTakenBackWithTheFirst() {
    drain.readinessReportedUp();
    long asked = clock.nanos();
    clock.at(s(1), drain::resume);
    assertThat(drain.run(Trigger.OPERATOR, asked)).isEmpty();
    assertThat(clock.elapsed()).as("it began").isEqualTo(s(1));
    assertThat(drain.run(Trigger.OPERATOR, asked)).isEmpty();
    assertThat(clock.elapsed()).as("this one did not").isEqualTo(s(1));
    assertThat(log.lines()).filteredOn(line -> line.contains("LD0002")).hasSize(1);
  }

  @Test
  void aSignalAfterItAddsNoTimeAndCannotBeTakenBack() {
    drain.readinessReportedUp();
    DrainReport report = drain.run(Trigger.OPERATOR).orElseThrow();
    Duration before = clock.elapsed();
    assertThat(drain.run(Trigger.SIGNAL)).contains(report);
    assertThat(clock.elapsed()).isEqualTo(before);
    assertThat(drain.resume()).isFalse();
    assertThat(drain.state().phase()).isEqualTo(DrainPhase.DRAINED);
  }

  @Test
  void aSignalLongAfterItWaitsForWhatIsInFlightThen() {
    drain.readinessReportedUp();
    drain.run(Trigger.OPERATOR);
    clock.park(this, s(3600).toNanos());
    Lease running = Lease.of(drain.enter("GET", "/slow"));
    Duration signal = clock.elapsed();
    clock.at(signal.plusSeconds(7), running::end);
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(report.outcome()).isEqualTo(DrainReport.Outcome.DRAINED);
    assertThat(report.lameDuck()).isZero();
    assertThat(report.draining()).isEqualTo(s(7));
    assertThat(log.lines()).anyMatch(line -> line.contains("not ready since an operator's drain"));
  }

  @Test
  void aDrainThatAStopAskedForIsNotTakenBack() {
    drain.readinessReportedUp();
    clock.at(s(1), () -> assertThat(drain.resume()).isFalse());
    assertThat(drain.run(Trigger.SIGNAL).orElseThrow().lameDuck()).isEqualTo(s(5));
  }

  @Test
  void aStreamIsAwaitedForItsTimeAndNoLonger() {
    Lease stream = Lease.of(drain.enter("GET", "/events"));
    stream.becomesEndless(FakeStream.DEAF);
    assertThat(drain.activeRequests()).isEqualTo(1);
    assertThat(gate.running()).isZero();
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(report.outcome()).isEqualTo(DrainReport.Outcome.DRAINED);
    assertThat(report.draining()).as("two seconds and one").isBetween(s(0), s(3));
    assertThat(report.abandoned()).isZero();
    stream.end();
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void aStreamThatEndsMeanwhileIsNotEnded() {
    Lease stream = Lease.of(drain.enter("GET", "/events"));
    stream.becomesEndless(FakeStream.DEAF);
    clock.at(s(2), stream::end);
    DrainReport report = drain.run(Trigger.SIGNAL).orElseThrow();
    assertThat(report.streamsEnded()).isZero();
    assertThat(report.draining()).isZero();
  }
}
