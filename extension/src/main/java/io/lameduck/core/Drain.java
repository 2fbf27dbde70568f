package io.lameduck.core;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The drain of one deployment: there is one, whoever asks for it. The first {@link #run} works
 * through the phases on the calling thread; every later one joins it. Everything else never blocks,
 * unless it says so, and may be called by any thread at any time.
 */
public final class Drain {

  /** The run that came first. */
  private record Driver(Trigger trigger, long start, long deadline) {}

  final Settings settings;
  final RequestGate gate;
  final Peers peers;
  final MonotonicClock clock;
  final Messages messages;
  final Arrivals late = new Arrivals();
  final Waiters waiters;

  private final InstantSource wallClock;
  private final AtomicReference<@Nullable Driver> driver = new AtomicReference<>();
  private final Conclusion conclusion = new Conclusion();
  private volatile Stage stage;
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
    this.wallClock = wallClock;
    this.messages = messages;
    this.waiters = new Waiters(clock);
    this.stage = new Stage(Phase.SERVING, wallClock.instant());
  }

  /** The present phase and when it began, which belong together. */
  public Stage stage() {
    return stage;
  }

  /** Whether a drain has begun, so that clients are to be sent elsewhere. */
  public boolean announced() {
    return stage.phase() != Phase.SERVING;
  }

  /** How many requests are in flight. */
  public long activeRequests() {
    return gate.running();
  }

  /**
   * How long ago the last request came that was late, in nanoseconds; {@link Long#MAX_VALUE} where
   * none came.
   */
  public long quietNanos() {
    return late.count() == 0 ? Long.MAX_VALUE : clock.nanos() - late.last();
  }

  /**
   * How long ago a drain began that is for the whole JVM, in nanoseconds; empty where none did, or
   * one that was for this deployment alone.
   */
  public OptionalLong ageForAll() {
    Driver first = driver.get();
    return first != null && first.trigger().doorOpen()
        ? OptionalLong.of(clock.nanos() - first.start())
        : OptionalLong.empty();
  }

  /** Somebody was told that this deployment is ready, so traffic may be on its way. */
  public void toldReady() {
    wanted = true;
  }

  /** Counts a request in; the caller ends the lease when it is over. Not for probes. */
  public Lease enter() {
    Lease lease = gate.enter();
    if (lease.late()) {
      late.add(clock.nanos());
    } else if (!wanted) {
      wanted = true;
    }
    return lease;
  }

  /** As {@link #run(Trigger, long)}, from now on. */
  public Optional<DrainReport> run(Trigger trigger) {
    return run(trigger, clock.nanos());
  }

  /**
   * Runs the drain, or waits for the one that runs, and after it for what has come since. Blocks
   * until nothing is in flight, the deadline has passed or {@link #cutShort} is called. An
   * interrupt does not end it, and is still set when it returns.
   *
   * @param start from when all times count, by the clock: deployments that drain together share it
   * @return how it went; empty where another thread's drain failed or did not end in its time
   */
  public Optional<DrainReport> run(Trigger trigger, long start) {
    Driver self = new Driver(trigger, start, start + settings.drainTime().toNanos());
    Driver first = driver.compareAndExchange(null, self);
    if (first != null) {
      return join(trigger, first);
    }
    Optional<DrainReport> report = Optional.empty();
    try {
      report = Optional.of(new DrainRun(this, trigger, start, self.deadline()).toTheEnd());
      return report;
    } finally {
      conclusion.reach(report);
    }
  }

  private Optional<DrainReport> join(Trigger trigger, Driver first) {
    if (!trigger.doorOpen()) {
      doorClosed = true;
      waiters.wake();
    }
    // The second more is for a driver that keeps its deadline and is about to return.
    Optional<DrainReport> report =
        awaitEnd(Duration.ofNanos(first.deadline() - clock.nanos()).plusSeconds(1));
    // Requests may have come between the end of the drain and the closing of the door.
    waiters.await(() -> cutShort || gate.running() == 0 ? 0 : first.deadline() - clock.nanos());
    return report;
  }

  /**
   * Blocks until a drain that runs has ended, or the bound has passed. An interrupt does not end
   * the wait, and is still set when it returns.
   *
   * @return how it went; empty where it has not ended in time, or failed
   */
  public Optional<DrainReport> awaitEnd(Duration bound) {
    return conclusion.await(clock, bound.toNanos());
  }

  /** Makes a running drain return at once, and one that is yet to come not wait at all. */
  public void cutShort() {
    cutShort = true;
    waiters.wake();
  }

  void begin(Phase phase) {
    stage = new Stage(phase, wallClock.instant());
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
