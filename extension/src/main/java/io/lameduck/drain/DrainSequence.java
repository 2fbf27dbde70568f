package io.lameduck.drain;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Waiters;
import io.lameduck.config.Durations;
import io.lameduck.config.Settings;
import io.lameduck.inflight.LongLivedWork;
import io.lameduck.inflight.RequestGate;
import io.lameduck.inflight.StopCallers;
import io.lameduck.inflight.StuckRequests;
import io.lameduck.inflight.Traffic;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The sequence of the phases, as one attempt walks through them on one thread. */
final class DrainSequence {

  /** Poll interval for peers: a drain ends at most this long after them. */
  private static final long PEER_POLL = Duration.ofMillis(20).toNanos();

  /** Poll interval for requests that end without a word. */
  private static final long LEFT_POLL = Duration.ofSeconds(1).toNanos();

  /** Time for the caller of the stop to reach the frame that {@link StopCallers} recognises. */
  private static final Duration STOP_CALLER_WAIT = Duration.ofMillis(300);

  /** Time for ended streams to leave the registry. */
  private static final long STREAM_END_BOUND = Duration.ofSeconds(1).toNanos();

  /** Time to end streams that opened after the others were ended; the stop's reserve has room. */
  private static final Duration LATE_STREAM_BOUND = Duration.ofMillis(500);

  private final Context context;
  private final DrainAttempt attempt;
  private final Trigger trigger;
  private final Settings settings;
  private final RequestGate gate;
  private final MonotonicClock clock;
  private final boolean announcedBefore; // Drained before, and never resumed.
  private final boolean hasLameDuck;
  private long runningAtStart;
  private long uncountedAtStart;
  private long drainingSince;
  private long streamsUntil;

  DrainSequence(Context context, DrainAttempt attempt) {
    this.context = context;
    this.attempt = attempt;
    this.trigger = attempt.trigger();
    this.settings = context.settings;
    this.gate = context.gate;
    this.clock = context.clock;
    this.announcedBefore = gate.announced();
    this.hasLameDuck =
        trigger.acceptsRequests() && context.traffic.isExpected() && !announcedBefore;
  }

  /**
   * Blocks until nothing is in flight, the deadline passes, or it is cut short or resumed.
   *
   * @return how it went; empty if it was resumed
   */
  Optional<DrainReport> run() {
    if (!lameDuck()) {
      return Optional.empty();
    }
    drainingSince = clock.nanos();
    if (!context.machine.advance(attempt, DrainPhase.DRAINING)) {
      return Optional.empty();
    }
    drain();
    return end();
  }

  /** False if it was resumed before it could begin. */
  private boolean lameDuck() {
    DrainPhase first = hasLameDuck ? DrainPhase.LAME_DUCK : DrainPhase.DRAINING;
    OptionalLong running = context.machine.announce(attempt, first, context.waiters::wake);
    if (running.isEmpty()) {
      return false;
    }
    runningAtStart = running.getAsLong();
    uncountedAtStart = gate.uncounted();
    if (hasLameDuck) {
      tell(this::logLameDuck, listener -> listener.began(first, trigger));
      context.waiters.await(this::untilLameDuckIsOver);
    } else {
      tell(() -> context.log.write(whySkipped(), trigger), listener -> {});
    }
    return true;
  }

  private void logLameDuck() {
    String min = Durations.text(settings.lameDuckMin());
    String max = Durations.text(settings.announceMax());
    context.log.write(
        Message.LAME_DUCK, trigger, settings.readinessInDrain(), min, max, runningAtStart);
  }

  private Message whySkipped() {
    if (!trigger.acceptsRequests()) {
      return Message.NO_LAME_DUCK_CLOSED;
    }
    return announcedBefore ? Message.NO_LAME_DUCK_AGAIN : Message.NO_LAME_DUCK_UNUSED;
  }

  /**
   * At least min from the moment in which readiness is DOWN, since no balancer that asks for it
   * knows before; then until quiet, at most max. New arrivals only move the time to look again.
   */
  private long untilLameDuckIsOver() {
    if (isOver() || context.machine.isListenerClosed()) {
      return 0;
    }
    long elapsed = clock.nanos() - attempt.start();
    long quietSince =
        Math.max(context.traffic.last() - attempt.start(), elapsed - context.peers.quietNanos());
    long until =
        Math.max(settings.lameDuckMin().toNanos(), quietSince + settings.announceQuiet().toNanos());
    return Math.min(until, settings.announceMax().toNanos()) - elapsed;
  }

  private void drain() {
    Duration time = Duration.ofNanos(Math.max(0, left()));
    StuckRequests.endLeft(gate);
    tell(
        () -> context.log.write(Message.DRAINING, gate.running(), Durations.measured(time)),
        listener -> listener.began(DrainPhase.DRAINING, trigger));
    if (isResumed()) {
      return; // While the observers heard of it. The sessions and streams go on.
    }
    long streams = Math.max(0, Math.min(left(), settings.streamsTimeout().toNanos()));
    streamsUntil = clock.nanos() + streams + STREAM_END_BOUND;
    context.longLived.end(Duration.ofNanos(streams), this::isResumed, context.waiters::wake);
    if (trigger.stops()) {
      awaitIdle(clock.nanos() + STOP_CALLER_WAIT.toNanos());
      uncountStopCallers(context, trigger);
    }
    awaitIdle(drainingSince + (attempt.deadline() - drainingSince) / 2);
    if (untilIdle() > 0) {
      StuckRequests.log(gate, clock.nanos(), DrainPhase.DRAINING, context.log);
      context.waiters.await(this::untilIdle);
    }
  }

  /** Takes the requests that wait for this stop out of the count. */
  static void uncountStopCallers(Context context, Trigger trigger) {
    if (trigger == Trigger.SERVER_STOP || trigger == Trigger.APPLICATION_STOP) {
      StopCallers.uncount(context.gate, context.log);
    }
  }

  private void awaitIdle(long until) {
    context.waiters.await(() -> Math.min(untilIdle(), until - clock.nanos()));
  }

  private long untilIdle() {
    if (isOver()) {
      return 0;
    }
    long requests = untilNoneRuns(gate, left());
    if (requests > 0) {
      return requests;
    }
    long streams = Math.min(left(), streamsUntil - clock.nanos());
    if (streams > 0 && (context.longLived.isEnding() || gate.streams().open() > 0)) {
      return streams;
    }
    return waitsForPeers() ? Math.min(left(), PEER_POLL) : 0;
  }

  /** When to look again, as some end without a word; 0 if none runs. */
  static long untilNoneRuns(RequestGate gate, long left) {
    StuckRequests.endLeft(gate);
    return gate.running() == 0 ? 0 : Math.min(left, LEFT_POLL);
  }

  /** An application that is stopped alone does not; an operator's drain may be resumed by one. */
  private boolean waitsForPeers() {
    boolean stoppedAlone = !trigger.acceptsRequests() || context.machine.isListenerClosed();
    return !stoppedAlone && (context.peers.busy() || (!trigger.stops() && context.peers.serving()));
  }

  private Optional<DrainReport> end() {
    long now = clock.nanos();
    if (isResumed()) {
      return Optional.empty();
    }
    gate.streams().endRest(LATE_STREAM_BOUND);
    StuckRequests.endLeft(gate);
    long abandoned = gate.running();
    if (!context.machine.advance(
        attempt, abandoned == 0 ? DrainPhase.DRAINED : DrainPhase.TIMED_OUT)) {
      return Optional.empty();
    }
    if (abandoned > 0) {
      StuckRequests.log(gate, clock.nanos(), DrainPhase.TIMED_OUT, context.log);
    }
    if (context.machine.state().stopping() && gate.streams().open() > 0) {
      context.log.write(Message.STREAMS_CUT_OFF, gate.streams().open());
    }
    DrainReport report = report(outcome(abandoned), now, abandoned);
    tell(() -> report.writeTo(context.log), listener -> listener.ended(report));
    return Optional.of(report);
  }

  private DrainReport.Outcome outcome(long abandoned) {
    if (context.machine.isCutShort()) {
      return DrainReport.Outcome.CUT_SHORT;
    }
    return abandoned == 0 ? DrainReport.Outcome.DRAINED : DrainReport.Outcome.TIMED_OUT;
  }

  private DrainReport report(DrainReport.Outcome outcome, long now, long abandoned) {
    long servedLate = context.traffic.servedLate();
    long uncounted = gate.uncounted() - uncountedAtStart;
    long all = runningAtStart + servedLate + context.traffic.lateWork();
    return new DrainReport(
        trigger,
        outcome,
        Duration.ofNanos(hasLameDuck ? drainingSince - attempt.start() : 0),
        Duration.ofNanos(now - drainingSince),
        settings.gracePeriod(),
        servedLate,
        context.traffic.rejected(),
        Math.max(0, all - uncounted - abandoned),
        gate.streams().ended(),
        context.traffic.goAways(),
        abandoned,
        abandoned == 0 ? List.of() : StuckRequests.titles(gate));
  }

  private void tell(Runnable line, Consumer<DrainListener> news) {
    context.listeners.tell(() -> !isResumed(), line, news);
  }

  private boolean isOver() {
    return context.machine.isCutShort() || isResumed();
  }

  private boolean isResumed() {
    return !context.machine.isDrivenBy(attempt);
  }

  private long left() {
    return attempt.left(clock);
  }

  /** What a sequence works with; the same for all of one deployment. */
  record Context(
      Settings settings,
      RequestGate gate,
      Traffic traffic,
      Peers peers,
      MonotonicClock clock,
      Log log,
      Waiters waiters,
      LongLivedWork longLived,
      DrainListeners listeners,
      DrainStateMachine machine) {}
}
