package io.lameduck.drain;

import static io.lameduck.drain.DrainReport.Outcome.CUT_SHORT;
import static io.lameduck.drain.DrainReport.Outcome.DRAINED;
import static io.lameduck.drain.DrainReport.Outcome.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.ManualClock;
import io.lameduck.inflight.FakeStream;
import io.lameduck.inflight.Lease;
import io.lameduck.inflight.RequestGate;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the default settings: announce 5s, quiet 2s, 15s at most; 25s in all. */
class DrainSequenceTest {

  private final ManualClock clock = new ManualClock();
  private final RequestGate gate = new RequestGate();
  private final RecordingLogger log = new RecordingLogger();
  private final Drain drain = new DrainBuilder().gate(gate).clock(clock).logger(log).build();

  private static Duration s(double seconds) {
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private DrainReport run(Trigger trigger) {
    return drain.run(trigger).orElseThrow();
  }

  private DrainReport runReady() {
    drain.readinessReportedUp();
    return run(Trigger.SIGNAL);
  }

  /** A request that comes at one time and goes at another. */
  private void request(double from, double to) {
    clock.at(
        s(from),
        () -> {
          Lease lease = Lease.of(drain.enter("GET", "/test"));
          clock.at(s(to), lease::end);
        });
  }

  @Test
  void anIdleDeploymentAnnouncesForTheMinimum() {
    DrainReport report = runReady();
    assertThat(report).isEqualTo(new DrainReportBuilder().lameDuck(s(5)).build());
    assertThat(clock.elapsed()).isEqualTo(s(5));
    assertThat(drain.state().phase()).isEqualTo(DrainPhase.DRAINED);
  }

  @Test
  void aReadinessDelayComesBeforeTheMinimum() {
    Drain delayed = delayed();
    assertThat(delayed.isReady(delayed.state())).isTrue();
    List<String> seen = new ArrayList<>();
    for (double t : new double[] {0.1, 2.9, 3, 7.9}) {
      clock.at(
          s(t),
          () -> {
            DrainState state = delayed.state();
            seen.add(state.phase() + (delayed.isReady(state) ? " UP" : " DOWN"));
            assertThat(delayed.announced()).isTrue();
          });
    }
    delayed.readinessReportedUp();
    DrainReport report = delayed.run(Trigger.SIGNAL).orElseThrow();
    assertThat(seen)
        .containsExactly("LAME_DUCK UP", "LAME_DUCK UP", "LAME_DUCK DOWN", "LAME_DUCK DOWN");
    assertThat(report.lameDuck())
        .as("3s + 5s, although it was quiet from the start")
        .isEqualTo(s(8));
    assertThat(delayed.isReady(delayed.state())).isFalse();
    assertThat(log.lines().get(0)).contains("readiness DOWN after 3s, still serving for 8s to 15s");
  }

  /** What ends the lame-duck phase sooner ends the delay as well. */
  @Test
  void noReadinessDelayOutlastsTheLameDuckPhase() {
    Drain delayed = delayed();
    Lease running = Lease.of(delayed.enter("GET", "/test"));
    clock.at(s(1), delayed::cutShort);
    clock.at(s(2), running::end);
    delayed.run(Trigger.SIGNAL);
    assertThat(clock.elapsed()).isEqualTo(s(1));
    assertThat(delayed.isReady(delayed.state())).isFalse();

    Drain stopped = delayed();
    stopped.readinessReportedUp();
    stopped.run(Trigger.APPLICATION_STOP);
    assertThat(stopped.isReady(stopped.state())).isFalse();
  }

  private Drain delayed() {
    return new DrainBuilder()
        .settings(Map.of("lameduck.readiness.delay", "3s"))
        .clock(clock)
        .logger(log)
        .build();
  }

  @Test
  void trafficProlongsTheAnnouncementUntilItHasBeenQuiet() {
    for (double t = 0.5; t <= 9; t += 0.5) {
      request(t, t + 0.1);
    }
    DrainReport report = runReady();
    assertThat(report)
        .isEqualTo(new DrainReportBuilder().lameDuck(s(11)).servedLate(18).completed(18).build());
  }

  @Test
  void aPauseShorterThanQuietDoesNotEndTheAnnouncement() {
    request(4.5, 4.6);
    request(6.4, 6.5);
    assertThat(runReady().lameDuck()).isEqualTo(s(8.4));
  }

  @Test
  void trafficThatNeverEndsIsServedForTheMaximumAndNoLonger() {
    for (double t = 0.5; t <= 30; t += 0.5) {
      request(t, t + 0.2);
    }
    DrainReport report = runReady();
    assertThat(report.outcome()).isEqualTo(DRAINED);
    assertThat(report.lameDuck()).isEqualTo(s(15));
    assertThat(report.draining()).isLessThanOrEqualTo(s(0.2));
  }

  @Test
  void waitsForWhatIsInFlight() {
    Lease running = Lease.of(drain.enter("GET", "/test"));
    clock.at(s(12), running::end);
    DrainReport report = run(Trigger.SIGNAL);
    assertThat(report)
        .isEqualTo(new DrainReportBuilder().lameDuck(s(5)).draining(s(7)).completed(1).build());
  }

  @Test
  void workThatBeginsInADrainIsAwaitedAndIsNoTraffic() {
    clock.at(s(4), () -> workUntil(s(9)));
    DrainReport report = runReady();
    assertThat(report)
        .isEqualTo(new DrainReportBuilder().lameDuck(s(5)).draining(s(4)).completed(1).build());
  }

  private void workUntil(Duration end) {
    Lease work = drain.begin("import");
    clock.at(end, work::end);
  }

  @Test
  void aRequestThatNeverEndsIsAbandonedAtTheDeadline() {
    drain.enter("GET", "/test");
    DrainReport report = run(Trigger.SIGNAL);
    assertThat(report)
        .isEqualTo(
            new DrainReportBuilder()
                .outcome(TIMED_OUT)
                .lameDuck(s(5))
                .draining(s(20))
                .unfinished("GET /test")
                .build());
    assertThat(drain.state().phase()).isEqualTo(DrainPhase.TIMED_OUT);
    assertThat(log.lines())
        .last()
        .asString()
        .startsWith("WARNING LD0006: ")
        .contains("abandoned: 1");
  }

  @Test
  void isAnnouncedFromTheFirstInstantAndServesOn() {
    clock.at(
        s(1),
        () -> {
          assertThat(drain.announced()).isTrue();
          assertThat(drain.state().phase()).isEqualTo(DrainPhase.LAME_DUCK);
          assertThat(Lease.of(drain.enter("GET", "/test")).late()).isTrue();
          assertThat(drain.activeRequests()).isEqualTo(1);
        });
    assertThat(drain.announced()).isFalse();
    assertThat(runReady().servedLate()).isEqualTo(1);
  }

  @Test
  void skipsTheAnnouncementWhereNobodyWasEverToldAndNothingEverCame() {
    DrainReport report = run(Trigger.SIGNAL);
    assertThat(report.lameDuck()).isZero();
    assertThat(clock.elapsed()).isZero();
    assertThat(log.lines()).anySatisfy(line -> assertThat(line).startsWith("INFO LD0003: "));
  }

  @Test
  void aRequestServedMeansThatSomebodySendsTrafficWithOrWithoutAProbe() {
    Lease.of(drain.enter("GET", "/test")).end();
    assertThat(run(Trigger.SIGNAL).lameDuck()).isEqualTo(s(5));
  }

  @Test
  void anApplicationStopWaitsOnly() {
    drain.readinessReportedUp();
    Lease running = Lease.of(drain.enter("GET", "/test"));
    clock.at(s(3), running::end);
    DrainReport report = run(Trigger.APPLICATION_STOP);
    assertThat(report)
        .isEqualTo(
            new DrainReportBuilder()
                .trigger(Trigger.APPLICATION_STOP)
                .draining(s(3))
                .completed(1)
                .build());
  }

  @Test
  void cutShortEndsTheAnnouncementAndTheWait() {
    drain.enter("GET", "/test");
    clock.at(s(1), drain::cutShort);
    DrainReport report = run(Trigger.SIGNAL);
    assertThat(report.outcome()).isEqualTo(CUT_SHORT);
    assertThat(report.abandoned()).isEqualTo(1);
    assertThat(clock.elapsed()).isEqualTo(s(1));
    assertThat(log.lines()).last().asString().startsWith("WARNING LD0007: ");
  }

  @Test
  void anInterruptEndsNothingAndIsStillSetAfterwards() {
    Lease running = Lease.of(drain.enter("GET", "/test"));
    clock.at(s(6), () -> Thread.currentThread().interrupt());
    clock.at(s(7), running::end);
    DrainReport report = run(Trigger.SIGNAL);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.outcome()).isEqualTo(DRAINED);
    assertThat(clock.elapsed()).isEqualTo(s(7));
  }

  @Test
  void oneLinePerPhaseAndAReport() {
    Lease.of(drain.enter("GET", "/test")).end();
    run(Trigger.SIGNAL);
    assertThat(log.lines())
        .containsExactly(
            "INFO LD0002: Lame duck (signal): readiness DOWN, still serving for 5s to"
                + " 15s; in-flight requests: 0",
            "INFO LD0004: Draining: waiting for in-flight requests: 0; time left: 20.0s",
            "INFO LD0005: Drained (signal): lame duck 5.0s, draining 0ms, grace period used"
                + " 5.0s of 30s; served late: 0,"
                + " rejected: 0, completed: 0, streams ended: 0, GOAWAY: 0, abandoned: 0");
  }

  @Test
  void aStreamThatCouldNotBeEndedIsSaid() {
    Lease.of(drain.enter("GET", "/events")).becomesEndless(new FakeStream(() -> {}, false));
    assertThat(runReady().outcome()).isEqualTo(DRAINED);
    assertThat(log.lines()).anyMatch(line -> line.startsWith("WARNING LD0032: "));
  }
}
