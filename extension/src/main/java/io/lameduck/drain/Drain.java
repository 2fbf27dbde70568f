package io.lameduck.drain;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Waiters;
import io.lameduck.config.Settings;
import io.lameduck.inflight.AbandonedRequests;
import io.lameduck.inflight.InFlightEntry;
import io.lameduck.inflight.Lease;
import io.lameduck.inflight.LongLived;
import io.lameduck.inflight.LongLivedWork;
import io.lameduck.inflight.RequestGate;
import io.lameduck.inflight.Traffic;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The drain of one deployment: there is one for all triggers. The first {@link #run} walks through
 * the phases on the calling thread; every later one joins it. Nothing else blocks, unless it says
 * so; any thread may call it at any time.
 */
public final class Drain {

  /** Ends the name of a call of a message-driven bean. */
  public static final String MESSAGE = " (message)";

  /** What is no request, in its title. */
  private static final String WORK = "work";

  private final Settings settings;
  private final RequestGate gate;
  private final MonotonicClock clock;
  private final Log log;
  private final Traffic traffic = new Traffic();
  private final Waiters waiters;
  private final LongLivedWork longLived;
  private final AbandonedRequests abandoned;
  private final DrainListeners listeners;
  private final DrainStateMachine machine;
  private final DrainSequence.Context context;

  /** A drain that has not begun. */
  public Drain(
      Settings settings,
      RequestGate gate,
      Peers peers,
      MonotonicClock clock,
      InstantSource wallClock,
      Log log) {
    this.settings = settings;
    this.gate = gate;
    this.clock = clock;
    this.log = log;
    this.waiters = new Waiters(clock);
    this.longLived = new LongLivedWork(log);
    this.abandoned = new AbandonedRequests(gate, waiters, log);
    this.listeners = new DrainListeners(log);
    this.machine = new DrainStateMachine(gate, traffic, settings.gracePeriod(), clock, wallClock);
    this.context =
        new DrainSequence.Context(
            settings, gate, traffic, peers, clock, log, waiters, longLived, listeners, machine);
    longLived.add(gate.streams());
  }

  /** From now on told of the drain. */
  public void follow(DrainListener listener) {
    listeners.add(listener);
  }

  /** From now on asked to end when the draining begins. */
  public void endWhenDraining(LongLived work) {
    longLived.add(work);
  }

  /** Where it stands: the present phase, and when it began. */
  public DrainState state() {
    return machine.state();
  }

  /**
   * Whether readiness is UP in that state: before a drain, and in the lame-duck phase for as long
   * as the settings say.
   */
  public boolean isReady(DrainState state) {
    DrainAttempt running = state.attempt();
    return state.phase() == DrainPhase.SERVING
        || (state.phase() == DrainPhase.LAME_DUCK
            && running != null
            && clock.nanos() - running.start() < settings.readinessDelay().toNanos());
  }

  /** Whether a drain has begun, so that clients are to be sent elsewhere. */
  public boolean announced() {
    return gate.announced();
  }

  /** Whether a request that arrives now is to be refused. */
  public boolean rejects() {
    return settings.rejectLate() && state().isPastLameDuck();
  }

  /** What has arrived since the drain was announced. */
  public Traffic traffic() {
    return traffic;
  }

  /** How many requests and pieces of work are in flight, streams among them. */
  public long activeRequests() {
    return gate.active();
  }

  /**
   * Whether more is in flight than calls of message-driven beans, streams aside: requests, and work
   * that may wait for a message.
   */
  public boolean runsBesideMessages() {
    return gate.awaited().stream().anyMatch(each -> !each.title().endsWith(MESSAGE));
  }

  /** How long ago the last late request came; {@link Long#MAX_VALUE} if none came. */
  public long quietNanos() {
    return traffic.quietNanos(clock.nanos());
  }

  /** Whether {@link #resume} would have an effect. */
  public boolean resumable() {
    return state().resumable();
  }

  /**
   * How long ago a drain began that is for the whole JVM, in nanoseconds; empty if none did, or one
   * that was for this deployment alone. One of an operator is not for all any more as soon as this
   * application is stopped in it: a deployment that came now would take part in what is never taken
   * back.
   */
  public OptionalLong ageForAll() {
    DrainState state = state();
    DrainAttempt first = state.attempt();
    return first != null
            && !state.leaving()
            && first.trigger().acceptsRequests()
            && !first.isPast(clock, settings.gracePeriod())
        ? OptionalLong.of(clock.nanos() - first.start())
        : OptionalLong.empty();
  }

  /** Until the deadline of the drain that runs; zero if it has passed, or none runs. */
  public Duration timeLeft() {
    DrainAttempt running = state().attempt();
    return Duration.ofNanos(running == null ? 0 : Math.max(0, running.left(clock)));
  }

  /** Readiness was answered UP, so traffic may be on its way. */
  public void readinessReportedUp() {
    traffic.expect();
  }

  /**
   * Counts a request in; the caller ends this use of the entry when it is over. Not for probes.
   *
   * @param method of HTTP
   * @param path without a query
   */
  public InFlightEntry enter(String method, String path) {
    long now = clock.nanos();
    InFlightEntry entry = gate.enter(method, path, now);
    traffic.entered(InFlightEntry.late(entry.stamp()), now);
    return entry;
  }

  /**
   * Counts other work in, which is awaited as a request is, and is no traffic. The calling thread
   * ends it, or says when it {@linkplain Lease#workedOn leaves it}.
   */
  public Lease begin(String name) {
    Lease lease = Lease.enter(gate, WORK, name, clock.nanos());
    traffic.begun(lease.late());
    return lease;
  }

  /** As {@link #beginAnywhere}, for a look of the drain's own: the report does not count it. */
  public Lease beginUnreported(String name) {
    return Lease.enterForAnyThread(gate, WORK, name, clock.nanos());
  }

  /** As {@link #begin}, for work that any thread may go on with. */
  public Lease beginAnywhere(String name) {
    Lease lease = beginUnreported(name);
    traffic.begun(lease.late());
    return lease;
  }

  /** As {@link #run(Trigger, long)}, now. */
  public Optional<DrainReport> run(Trigger trigger) {
    return run(trigger, clock.nanos());
  }

  /**
   * Runs the drain, or waits for the one that runs, and after it for what has come since. Blocks
   * until nothing is in flight, the deadline has passed, {@link #cutShort} is called, or {@link
   * #resume} succeeds. An interrupt does not end it, and is still set when it returns.
   *
   * @param start from when all times count, by the clock: deployments that drain together share it
   * @return how it went; empty if it was resumed, or if another thread's drain failed or did not
   *     end in its time
   */
  public Optional<DrainReport> run(Trigger trigger, long start) {
    DrainSequence.uncountStopCallers(context, trigger);
    DrainAttempt self = new DrainAttempt(trigger, start, settings.drainTime());
    DrainAttempt first = machine.claim(self);
    if (first == null) {
      return Optional.empty();
    }
    return first == self ? drive(self) : join(trigger, first);
  }

  /** Whatever becomes of it, those who wait for the end hear of it. */
  private Optional<DrainReport> drive(DrainAttempt attempt) {
    Optional<DrainReport> report = Optional.empty();
    try {
      report = new DrainSequence(context, attempt).run();
      return report;
    } finally {
      attempt.end(report);
    }
  }

  private Optional<DrainReport> join(Trigger trigger, DrainAttempt first) {
    if (!trigger.acceptsRequests()) {
      machine.closeListener();
      waiters.wake();
    }
    // The second more is for a thread that keeps its deadline and is about to return.
    Duration bound = Duration.ofNanos(first.left(clock)).plusSeconds(1);
    Optional<DrainReport> report = first.await(clock, bound);
    // Requests may have come between the end of the drain and the closing of the listener.
    waiters.await(
        () ->
            isCutShort() || !machine.isDrivenBy(first)
                ? 0
                : DrainSequence.untilNoneRuns(gate, first.left(clock)));
    return report;
  }

  /**
   * Blocks until a drain that runs has ended, or the bound has passed. An interrupt does not end
   * the wait, and is still set when it returns.
   */
  public void awaitEnd(Duration bound) {
    DrainAttempt running = state().attempt();
    if (running != null) {
      Optional<DrainReport> unused = running.await(clock, bound);
    }
  }

  /**
   * Resumes from a drain that runs or has run: from now on ready and serving again. The listeners
   * hear of it after all that came before: on this thread, or on one that tells them something
   * already, which this one does not wait for.
   *
   * @return false if there is none, or one that ends in a stop
   */
  public boolean resume() {
    if (!machine.resume()) {
      return false;
    }
    waiters.wake();
    listeners.tell(() -> true, () -> log.write(Message.RESUMED), DrainListener::resumed);
    return true;
  }

  /**
   * As {@link #resume}, if all deployments resume. A drain that an operator has asked for before,
   * and that has yet to begin here, never does; so this has an effect even if it returns false.
   */
  public boolean resumeWithAll() {
    machine.cancelPending();
    return resume();
  }

  /** Whether what an operator asked for at that time, by the clock, has been resumed since. */
  public boolean resumedSince(Trigger trigger, long start) {
    return state().resumedSince(trigger, start);
  }

  /** Makes a running drain return at once, and one that is yet to come not wait at all. */
  public void cutShort() {
    machine.cutShort();
    waiters.wake();
  }

  /**
   * Interrupts once what the drain has given up waiting for, if the settings say so: for a signal
   * whose stop goes on without it. What came after a drain that is complete has only begun, and is
   * the server's. Blocks for less than half a second, so that it can roll back.
   */
  public void interruptAbandoned() {
    if (settings.interruptAbandoned() && state().phase() != DrainPhase.DRAINED) {
      abandoned.interrupt(clock.nanos(), isCutShort());
    }
  }

  /** Whether {@link #cutShort} was called. */
  public boolean isCutShort() {
    return machine.isCutShort();
  }

  Settings settings() {
    return settings;
  }

  RequestGate gate() {
    return gate;
  }

  MonotonicClock clock() {
    return clock;
  }

  Log log() {
    return log;
  }
}
