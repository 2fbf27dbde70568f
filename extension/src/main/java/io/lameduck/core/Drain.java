package io.lameduck.core;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The drain of one deployment: there is one, whoever asks for it. The first {@link #run} works
 * through the phases on the calling thread; every later one joins it. Nothing else blocks, unless
 * it says so; any thread may call it at any time.
 */
public final class Drain {

  final Settings settings;
  final RequestGate gate;
  final Peers peers;
  final MonotonicClock clock;
  final Messages messages;
  final Arrivals late = new Arrivals();
  final Parts parts;
  final Waiters waiters;
  final Course course;
  private final AbandonedWork abandoned = new AbandonedWork(this);

  private volatile boolean wanted;
  private volatile boolean doorClosed;
  private volatile boolean cutShort;

  /** A drain that has not begun. */
  public Drain(
      Settings settings,
      RequestGate gate,
      Peers peers,
      MonotonicClock clock,
      InstantSource wallClock,
      Messages messages) {
    this.settings = settings;
    this.gate = gate;
    this.peers = peers;
    this.clock = clock;
    this.messages = messages;
    this.parts = new Parts(messages);
    this.waiters = new Waiters(clock);
    this.course = new Course(this, wallClock);
    parts.add(gate.streams());
  }

  /** From now on told of the drain. */
  public void follow(DrainListener listener) {
    parts.add(listener);
  }

  /** From now on asked to end when the draining begins. */
  public void endWhenDraining(LongLived work) {
    parts.add(work);
  }

  /** The present phase and when it began, which belong together. */
  public Stage stage() {
    return course.stage();
  }

  /** Whether a drain has begun, so that clients are to be sent elsewhere. */
  public boolean announced() {
    return stage().phase() != Phase.SERVING;
  }

  /** Whether what comes now is to be refused. */
  public boolean rejects() {
    return settings.rejectLate() && stage().phase().doorMayClose();
  }

  /** What has come after the drain had begun. */
  public Arrivals late() {
    return late;
  }

  /** How many requests and pieces of work are in flight, streams among them. */
  public long activeRequests() {
    return gate.running() + gate.streams().open();
  }

  /** How long ago the last late request came; {@link Long#MAX_VALUE} where none came. */
  public long quietNanos() {
    return late.quietNanos(clock.nanos());
  }

  /** Whether {@link #resume} would take a drain back. */
  public boolean resumable() {
    Driver running = course.driver();
    return running != null && running.isOpen();
  }

  /**
   * How long ago a drain began that is for the whole JVM, in nanoseconds; empty where none did, or
   * one that was for this deployment alone.
   */
  public OptionalLong ageForAll() {
    Driver first = course.driver();
    return first != null && first.trigger().doorOpen() && !first.isResumed() && !first.isPast(this)
        ? OptionalLong.of(clock.nanos() - first.start())
        : OptionalLong.empty();
  }

  /** Until the deadline of the drain that runs; zero where it has passed, or none runs. */
  public Duration timeLeft() {
    Driver running = course.driver();
    long nanos = running == null ? 0 : running.left(clock);
    return Duration.ofNanos(Math.max(0, nanos));
  }

  /** Somebody was told that this deployment is ready, so traffic may be on its way. */
  public void toldReady() {
    wanted = true;
  }

  /**
   * Counts a request in; the caller ends this use of the seat when it is over. Not for probes.
   *
   * @param method of HTTP
   * @param path without a query
   */
  public Seat enter(String method, String path) {
    long now = clock.nanos();
    Seat seat = gate.enter(method, path, now);
    if (Seat.late(seat.ticket())) {
      late.add(now);
    } else if (!wanted) {
      wanted = true;
    }
    return seat;
  }

  /**
   * Counts other work in, which is awaited as a request is, and is no traffic. The calling thread
   * ends it, or says when it {@linkplain Lease#workedOn leaves it}.
   */
  public Lease begin(String name) {
    return late.work(gate.enter("work", name, clock.nanos())).lease();
  }

  /** As {@link #begin}, for work that any thread may go on with. */
  public Lease beginAnywhere(String name) {
    return late.work(gate.enterWandering("work", name, clock.nanos())).lease();
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
   * @return how it went; empty where another thread's drain failed or did not end in its time, or
   *     where this one was taken back before it could begin
   */
  public Optional<DrainReport> run(Trigger trigger, long start) {
    StopRequesters.excuse(this, trigger);
    Driver self = new Driver(trigger, start, start + settings.drainTime().toNanos());
    Driver first = course.claim(self);
    if (first == null) {
      return Optional.empty();
    }
    return first == self ? self.drive(this) : join(trigger, first);
  }

  private Optional<DrainReport> join(Trigger trigger, Driver first) {
    if (!trigger.doorOpen()) {
      doorClosed = true;
      waiters.wake();
    }
    // The second more is for a driver that keeps its deadline and is about to return.
    Optional<DrainReport> report =
        first.awaitEnd(clock, Duration.ofNanos(first.left(clock)).plusSeconds(1));
    // Requests may have come between the end of the drain and the closing of the door.
    waiters.await(
        () -> cutShort || first.isResumed() || gate.running() == 0 ? 0 : first.left(clock));
    return report;
  }

  /**
   * Blocks until a drain that runs has ended, or the bound has passed. An interrupt does not end
   * the wait, and is still set when it returns.
   *
   * @return how it went; empty where it has not ended in time, failed, or never began
   */
  public Optional<DrainReport> awaitEnd(Duration bound) {
    Driver running = course.driver();
    return running == null ? Optional.empty() : running.awaitEnd(clock, bound);
  }

  /**
   * Takes a drain back that runs or has run: from now on ready and serving again. Those who follow
   * the drain hear of it after all that came before: on this thread, or on one that tells them
   * something already, which this one does not wait for.
   *
   * @return false where there is none, or one that ends in a stop
   */
  public boolean resume() {
    if (!course.resume()) {
      return false;
    }
    waiters.wake();
    parts.resumed();
    return true;
  }

  /**
   * As {@link #resume}, where the drain of all deployments is taken back. One that an operator has
   * asked for before, and that has yet to begin here, never does; so this has an effect where it
   * returns false, too.
   */
  public boolean resumeWithAll() {
    course.takeBackWhatHasYetToBegin();
    return resume();
  }

  /** Whether what an operator asked for at that time, by the clock, has been taken back since. */
  public boolean isTakenBack(Trigger trigger, long start) {
    return course.isTakenBack(trigger, start);
  }

  /** Makes a running drain return at once, and one that is yet to come not wait at all. */
  public void cutShort() {
    cutShort = true;
    waiters.wake();
  }

  /**
   * Interrupts once what still runs, where the settings say so: for a signal whose stop goes on
   * without it. Blocks for less than half a second, so that it can roll back.
   */
  public void interruptAbandoned() {
    abandoned.interrupt();
  }

  boolean wanted() {
    return wanted;
  }

  boolean doorClosed() {
    return doorClosed;
  }

  /** Whether {@link #cutShort} was called. */
  public boolean isCutShort() {
    return cutShort;
  }
}
