package io.lameduck.deployment;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.config.Durations;
import io.lameduck.delivery.PendingWritesAwait;
import io.lameduck.drain.Drain;
import io.lameduck.drain.FailSafeDrain;
import io.lameduck.drain.Trigger;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.server.ListenerClosing;
import io.lameduck.signal.SignalTrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Coordinates the drains of all deployments of this JVM, as one of them sets them going: all begin
 * at once, on one clock, and it is over when the last of them is.
 */
final class DrainCoordinator implements SignalTrap.Listener {

  /** Longer than a drain that is over may take to return, if nothing in it hangs: a log may. */
  private static final Duration OVERDUE = Duration.ofSeconds(1);

  private static final Duration LAST_LINE = Duration.ofMillis(100);

  private final Drain own;
  private final Duration ownTime;
  private final JmxPeers peers;
  private final MonotonicClock clock;
  private final Log log;
  private final @Nullable ClassLoader contextLoader;
  private final ListenerClosing listeners;
  private volatile long undelivered;

  /** By the context class loader of the calling thread, which servers choose the log by. */
  DrainCoordinator(Drain own, Duration ownTime, JmxPeers peers, MonotonicClock clock, Log log) {
    this.own = own;
    this.ownTime = ownTime;
    this.peers = peers;
    this.clock = clock;
    this.log = log;
    this.contextLoader = Thread.currentThread().getContextClassLoader();
    this.listeners = new ListenerClosing(clock, log);
  }

  /** Blocks until all drains are over, or overdue, and the listeners closed. */
  @Override
  public void onSignal() throws InterruptedException {
    try {
      runAllOrOwn(Trigger.SIGNAL);
    } finally {
      listeners.close();
    }
  }

  /**
   * The server is about to stop and still accepts requests. Blocks until all drains are over, or
   * overdue, and the listeners closed; they may be over already. Never throws.
   */
  void onServerStop() {
    runAllQuietly(Trigger.SERVER_STOP);
    listeners.close();
  }

  /** As {@link #onServerStop}, but what has begun may be taken back. */
  void onOperator() {
    runAllQuietly(Trigger.OPERATOR);
  }

  private void runAllQuietly(Trigger trigger) {
    try {
      runAllOrOwn(trigger);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server is in a hurry.
    }
  }

  private void runAllOrOwn(Trigger trigger) throws InterruptedException {
    long now = clock.nanos();
    try {
      runAll(trigger);
    } catch (RuntimeException | Error e) {
      log.failure(e, Message.DRAIN_FAILED);
      runOwn(trigger, now); // As without room for a thread: on this one, and only what is ours.
    }
  }

  /**
   * Takes back the drain of all deployments. May block while the listeners of the drains hear of
   * it.
   *
   * @return false if there is none, or one that a stop has asked for, too
   */
  boolean resume() {
    if (!own.resume()) {
      return false;
    }
    // Again if one was deployed meanwhile: it may have joined what a peer has yet to take back.
    Set<ObjectName> told = new HashSet<>();
    for (List<ObjectName> next = peersBut(told); !next.isEmpty(); next = peersBut(told)) {
      next.forEach(peers::resume);
      told.addAll(next);
    }
    return true;
  }

  /** Ends all drains that run, and gives them the time for their last line. */
  @Override
  public void onRepeatedSignal() throws InterruptedException {
    own.cutShort();
    List<ObjectName> all = peers.all();
    all.forEach(peers::cutShort);
    long now = clock.nanos();
    List<Thread> ends = new ArrayList<>(List.of(start(() -> own.awaitEnd(OVERDUE))));
    for (ObjectName peer : all) {
      ends.add(start(() -> peers.drain(peer, Trigger.SIGNAL.name(), now)));
    }
    boolean unused = join(ends, OVERDUE);
    listeners.close();
  }

  /** As {@link DrainMBean#getUndeliveredBytes} says. */
  long undeliveredBytes() {
    return undelivered;
  }

  /** If all peers are being drained already, this deployment came too late to be asked. */
  void joinOneThatRuns() {
    long now = clock.nanos(); // First, so that what is taken back meanwhile began before that.
    OptionalLong age = peers.ageNanos();
    if (age.isEmpty()) {
      return;
    }
    // What an operator may take back has to be so here, too.
    Trigger trigger = peers.resumable() ? Trigger.OPERATOR : Trigger.SIGNAL;
    // Asked again: one that has been taken back since the first time looks like a signal's.
    if (peers.ageNanos().isPresent()) {
      startOwn(trigger, now - age.getAsLong());
    }
  }

  /** Runs this deployment's own drain on the calling thread. */
  void runOwn(Trigger trigger, long start) {
    Thread self = Thread.currentThread();
    ClassLoader before = self.getContextClassLoader();
    self.setContextClassLoader(contextLoader);
    try {
      FailSafeDrain.run(own, trigger, start);
    } finally {
      self.setContextClassLoader(before);
    }
  }

  private void runAll(Trigger trigger) throws InterruptedException {
    // The clock of the drain that runs or has run: a second trigger adds no time.
    OptionalLong age = own.ageForAll();
    long start = clock.nanos() - age.orElse(0);
    List<Thread> workers = new ArrayList<>(List.of(startOwn(trigger, start)));
    Set<ObjectName> asked = new HashSet<>();
    Duration bound = ask(asked, workers, trigger, start, ownTime);
    // While there is time for it:
    PendingWritesAwait writes = PendingWritesAwait.ofThisProcess(clock, log);
    if (trigger.stops()) {
      listeners.prepare();
    }
    boolean inTime = true;
    int known = -1;
    while (inTime && asked.size() > known) {
      known = asked.size();
      Duration left = bound.minusNanos(clock.nanos() - start);
      inTime = join(workers, left.isNegative() ? OVERDUE : left.plus(OVERDUE));
      if (inTime) {
        bound = ask(asked, workers, trigger, start, bound); // One may have been deployed meanwhile.
      }
    }
    if (!inTime) {
      sayOverdue(bound.plus(OVERDUE));
    } else if (!own.isCutShort()) {
      // Each deployment may be told of the same stop: a dead client is waited for once.
      long givenUp = Math.max(undelivered, peers.undeliveredBytes());
      Duration left = bound.minusNanos(clock.nanos() - start);
      undelivered = writes.await(left, own::isCutShort, givenUp);
    }
  }

  /**
   * Has the drains of the peers begin that have not been asked before.
   *
   * @return the longest time of all drains
   */
  private Duration ask(
      Set<ObjectName> asked, List<Thread> workers, Trigger trigger, long start, Duration bound) {
    Duration longest = bound;
    for (ObjectName peer : toBeAsked(asked, trigger, start)) {
      asked.add(peer);
      Duration time = Duration.ofMillis(peers.drainTimeMillis(peer));
      longest = longest.compareTo(time) < 0 ? time : longest;
      workers.add(start(() -> peers.drain(peer, trigger.name(), start)));
    }
    return longest;
  }

  /** The log may be what hangs, so it is given a moment only. */
  private void sayOverdue(Duration time) throws InterruptedException {
    String text = Durations.text(time);
    Thread line =
        Threads.start(
            "lameduck-drain", contextLoader, () -> log.write(Message.DRAIN_OVERDUE, text));
    boolean unused = join(List.of(line), LAST_LINE);
  }

  /**
   * The list before the question: a peer in it had come before the drain was taken back, and is
   * told of that; one that came after it is none to be drained.
   */
  private List<ObjectName> toBeAsked(Set<ObjectName> asked, Trigger trigger, long start) {
    List<ObjectName> more = peersBut(asked);
    return own.isTakenBack(trigger, start) ? List.of() : more;
  }

  private List<ObjectName> peersBut(Set<ObjectName> known) {
    return peers.all().stream().filter(peer -> !known.contains(peer)).toList();
  }

  private boolean join(List<Thread> workers, Duration bound) throws InterruptedException {
    long until = clock.nanos() + bound.toNanos();
    for (Thread worker : workers) {
      long millis = Duration.ofNanos(until - clock.nanos()).toMillis();
      worker.join(Math.max(1, millis)); // Zero would be for ever.
      if (worker.isAlive()) {
        return false;
      }
    }
    return true;
  }

  private Thread startOwn(Trigger trigger, long start) {
    return start(() -> runOwn(trigger, start));
  }

  /** In a thread of its own, so that nothing in it can keep the JVM from stopping. */
  private static Thread start(Runnable work) {
    return Threads.start("lameduck-drain", null, work); // Each deployment sets its own loader.
  }
}
