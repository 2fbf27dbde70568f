package io.lameduck.deployment;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.config.Durations;
import io.lameduck.delivery.PendingWritesAwait;
import io.lameduck.drain.Drain;
import io.lameduck.drain.FailSafeDrain;
import io.lameduck.drain.Trigger;
import io.lameduck.listener.ListenerClosing;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.signal.FirstSignal;
import io.lameduck.signal.SignalTrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Coordinates the drains of all deployments of this JVM, as one of them sets them going: all begin
 * at once, on one clock, and it is over when the last of them is.
 */
final class DrainCoordinator implements SignalTrap.Listener {

  /** Longer than a drain that is over may take to return, if nothing in it hangs: a log may. */
  private static final Duration OVERDUE_AFTER = Duration.ofSeconds(1);

  /** For the line of an overdue drain: the log may be what hangs. */
  private static final Duration LAST_LINE_BOUND = Duration.ofMillis(100);

  /** A little longer than what is interrupted has to roll back. */
  private static final Duration ROLL_BACK_BOUND = Duration.ofMillis(500);

  /**
   * For the last requests, if they never stop coming: the listeners close so long before the
   * deadline. A drain that is short gives a quarter of its time.
   */
  private static final Duration LAST_REQUESTS = Duration.ofSeconds(2);

  /** Longer than the classes of a drain take to load. */
  private static final Duration CLASS_LOADING_BOUND = Duration.ofSeconds(1);

  private final Drain own;
  private final Duration ownTime;
  private final JmxPeers peers;
  private final MonotonicClock clock;
  private final Log log;
  private final @Nullable ClassLoader contextLoader;
  private final ListenerClosing httpListeners;
  private final FirstSignal firstSignal;
  private volatile long undelivered;
  private final AtomicReference<@Nullable CountDownLatch> preparing = new AtomicReference<>();

  /** By the context class loader of the calling thread, which servers choose the log by. */
  DrainCoordinator(Drain own, Duration ownTime, JmxPeers peers, MonotonicClock clock, Log log) {
    this.own = own;
    this.ownTime = ownTime;
    this.peers = peers;
    this.clock = clock;
    this.log = log;
    this.contextLoader = Thread.currentThread().getContextClassLoader();
    this.httpListeners = new ListenerClosing(clock, log);
    this.firstSignal = new FirstSignal(clock);
  }

  /** Says first that a signal is here: even the next class may be gone after an undeploy. */
  @Override
  public FirstSignal.Order arrived() {
    boolean first = preparing.compareAndSet(null, new CountDownLatch(1));
    FirstSignal.Order order = firstSignal.arrive();
    if (first && order != FirstSignal.Order.FIRST) {
      prepared(); // It was a peer that got the first.
    }
    return order;
  }

  /**
   * Blocks until all drains are over, or overdue, the listeners are closed, and what still runs has
   * been interrupted.
   */
  @Override
  public void onSignal() throws InterruptedException {
    try {
      drainAndCloseListeners(Trigger.SIGNAL);
    } finally {
      interruptAbandoned();
      httpListeners.close(); // What was interrupted has answered.
    }
  }

  /** What came between the end of the drains and the closing is awaited, too. */
  private void drainAndCloseListeners(Trigger trigger) throws InterruptedException {
    boolean inTime = false;
    try {
      inTime = runAllOrOwn(trigger);
    } finally {
      httpListeners.close();
    }
    if (inTime) {
      boolean unused = runAllOrOwn(trigger);
      httpListeners.close(); // Again, for connections that are idle by now.
    }
  }

  /** Interrupts what still runs in any deployment, once. */
  private void interruptAbandoned() throws InterruptedException {
    try {
      List<Thread> workers = new ArrayList<>(List.of(start(this::interruptOwn)));
      for (ObjectName peer : peers.all()) {
        workers.add(start(() -> peers.interruptAbandoned(peer)));
      }
      boolean unused = join(workers, ROLL_BACK_BOUND);
    } catch (RuntimeException | Error e) {
      // Such as a full heap: the server's own stop waits for it, or not.
    }
  }

  /** What still runs in this deployment; nothing without a signal: an operator may ask by JMX. */
  void interruptOwn() {
    if (firstSignal.hasCome()) {
      withOwnLoader(own::interruptAbandoned);
    }
  }

  /**
   * The server is about to stop and still accepts requests. Blocks until all drains are over, or
   * overdue, and the listeners closed; they may be over already. Never throws.
   */
  void onServerStop() {
    try {
      drainAndCloseListeners(Trigger.SERVER_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server ends the wait.
    }
  }

  /** As {@link #onServerStop}, but closes nothing: an operator may resume from it. */
  void onOperator() {
    try {
      boolean unused = runAllOrOwn(Trigger.OPERATOR);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether all are over in time. */
  private boolean runAllOrOwn(Trigger trigger) throws InterruptedException {
    long now = clock.nanos();
    try {
      return runAll(trigger);
    } catch (RuntimeException | Error e) {
      log.failure(e, Message.DRAIN_FAILED);
      // No memory for a thread: drains only this deployment, on the calling thread.
      runOwn(trigger, now);
      return false;
    }
  }

  /**
   * Resumes from the drain of all deployments. May block while the listeners of the drains hear of
   * it.
   *
   * @return false if there is none, or one that a stop has asked for, too
   */
  boolean resume() {
    if (!own.resume()) {
      return false;
    }
    // Again if one was deployed meanwhile: it may have joined a drain that a peer has yet to end.
    Set<ObjectName> told = new HashSet<>();
    for (List<ObjectName> next = peersBut(told); !next.isEmpty(); next = peersBut(told)) {
      next.forEach(peers::resume);
      told.addAll(next);
    }
    return true;
  }

  /** Ends all drains that run, and gives them the time for their last line. */
  @Override
  public void onLaterSignal() throws InterruptedException {
    own.cutShort();
    long now = clock.nanos();
    List<Thread> ends = new ArrayList<>(List.of(start(() -> own.awaitEnd(OVERDUE_AFTER))));
    for (ObjectName peer : peers.all()) {
      ends.add(
          start(
              () -> {
                peers.cutShort(peer);
                peers.drain(peer, Trigger.SIGNAL.name(), now);
              }));
    }
    boolean unused = join(ends, OVERDUE_AFTER);
    httpListeners.close();
    interruptAbandoned();
  }

  /** As {@link DrainMBean#getUndeliveredBytes} says. */
  long undeliveredBytes() {
    return undelivered;
  }

  /** Joins the drain of all peers, if one runs: this deployment came too late to be asked. */
  void joinRunningDrain() {
    long now = clock.nanos(); // First, so that what is resumed meanwhile began before that.
    OptionalLong age = peers.ageNanos();
    if (age.isEmpty()) {
      return;
    }
    // A drain that an operator may resume from is of that kind here, too.
    Trigger trigger = peers.resumable() ? Trigger.OPERATOR : Trigger.SIGNAL;
    // Asked again: one that was resumed since the first time looks like a signal's.
    if (peers.ageNanos().isPresent()) {
      startOwn(trigger, now - age.getAsLong());
    }
  }

  /** Runs this deployment's own drain on the calling thread. */
  void runOwn(Trigger trigger, long start) {
    if (trigger == Trigger.SIGNAL) {
      firstSignal.seenByPeer(); // Or by this one, which knows.
    }
    withOwnLoader(() -> FailSafeDrain.run(own, trigger, start));
  }

  private void withOwnLoader(Runnable work) {
    Thread self = Thread.currentThread();
    ClassLoader before = self.getContextClassLoader();
    self.setContextClassLoader(contextLoader);
    try {
      work.run();
    } finally {
      self.setContextClassLoader(before);
    }
  }

  private boolean runAll(Trigger trigger) throws InterruptedException {
    // The clock of the drain that runs or has run: a second trigger adds no time.
    OptionalLong age = own.ageForAll();
    long start = clock.nanos() - age.orElse(0);
    AtomicLong longest = new AtomicLong(ownTime.toNanos());
    List<Thread> workers = new ArrayList<>(List.of(startOwn(trigger, start)));
    if (trigger == Trigger.SIGNAL) {
      firstSignal.begun();
    }
    Set<ObjectName> asked = new HashSet<>();
    boolean unusedAnswer = startPeers(asked, workers, trigger, start, longest);
    PendingWritesAwait writes = prepare(trigger); // While there is time for it.
    if (trigger.stops()
        && !Threads.join(workers, clock, () -> lastRequests(start, longest.get()))) {
      Thread unused = start(this::closeListenersIfRequestsCome); // A peer may hang.
    }
    boolean inTime;
    do {
      long passed = clock.nanos() - start;
      inTime =
          Threads.join(
              workers,
              clock,
              () -> start + Math.max(longest.get(), passed) + OVERDUE_AFTER.toNanos());
      // One may have been deployed meanwhile.
    } while (inTime && startPeers(asked, workers, trigger, start, longest));
    if (!inTime) {
      sayOverdue(Duration.ofNanos(longest.get()).plus(OVERDUE_AFTER));
    } else if (writes != null && !own.isCutShort()) {
      // Each deployment may be told of the same stop: a dead client is waited for once.
      AtomicLong givenUp = new AtomicLong(undelivered);
      Thread asks = start(() -> givenUp.accumulateAndGet(peers.undeliveredBytes(), Math::max));
      boolean unused = join(List.of(asks), OVERDUE_AFTER);
      Duration left = Duration.ofNanos(start + longest.get() - clock.nanos());
      undelivered = writes.await(left, own::isCutShort, givenUp.get());
    }
    return inTime;
  }

  private static long lastRequests(long start, long time) {
    return start + time - Math.min(LAST_REQUESTS.toNanos(), time / 4);
  }

  /** They are told to go elsewhere as they come; who never hears of it hears a refusal. */
  private void closeListenersIfRequestsCome() {
    boolean come = Math.min(own.quietNanos(), peers.quietNanos()) < LAST_REQUESTS.toNanos();
    if (come && own.state().phase() != DrainPhase.LAME_DUCK && !peers.inLameDuck()) {
      httpListeners.close();
    }
  }

  /**
   * What the end of the drain needs, with its classes loaded. Null if this deployment has been
   * undeployed meanwhile and its classes unloaded: the others are awaited all the same.
   */
  private @Nullable PendingWritesAwait prepare(Trigger trigger) {
    try {
      PendingWritesAwait writes = PendingWritesAwait.ofThisProcess(clock, log);
      if (trigger.stops()) {
        httpListeners.prepare();
      }
      return writes;
    } catch (LinkageError e) {
      return null;
    } finally {
      prepared();
    }
  }

  private void prepared() {
    CountDownLatch signal = preparing.get();
    if (signal != null) {
      signal.countDown();
    }
  }

  /**
   * Blocks while a signal that has come loads the classes that it needs, for {@link
   * #CLASS_LOADING_BOUND} at most: after the undeploy the server unloads them.
   */
  void awaitPrepared() {
    CountDownLatch signal = preparing.get();
    if (signal == null) {
      return;
    }
    try {
      boolean unused = signal.await(CLASS_LOADING_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The server ends the wait.
    }
  }

  /** Whether there are some that have not been asked. */
  private boolean startPeers(
      Set<ObjectName> asked,
      List<Thread> workers,
      Trigger trigger,
      long start,
      AtomicLong longest) {
    List<ObjectName> next = toBeAsked(asked, trigger, start);
    for (ObjectName peer : next) {
      workers.add(start(() -> drainPeer(peer, trigger, start, longest)));
    }
    return asked.addAll(next);
  }

  /** It tells first how long it takes: until it has, it is waited for no longer than the others. */
  private void drainPeer(ObjectName peer, Trigger trigger, long start, AtomicLong longest) {
    long time = Duration.ofMillis(peers.drainTimeMillis(peer)).toNanos();
    long unused = longest.accumulateAndGet(time, Math::max);
    peers.drain(peer, trigger.name(), start);
  }

  private void sayOverdue(Duration time) throws InterruptedException {
    String text = Durations.text(time);
    Thread line =
        Threads.start(
            "lameduck-drain", contextLoader, () -> log.write(Message.DRAIN_OVERDUE, text));
    boolean unused = join(List.of(line), LAST_LINE_BOUND);
  }

  /**
   * Lists peers before asking whether the drain was resumed: a peer that joins after the resumption
   * is not drained.
   */
  private List<ObjectName> toBeAsked(Set<ObjectName> asked, Trigger trigger, long start) {
    List<ObjectName> more = peersBut(asked);
    return own.resumedSince(trigger, start) ? List.of() : more;
  }

  private List<ObjectName> peersBut(Set<ObjectName> known) {
    return peers.all().stream().filter(peer -> !known.contains(peer)).toList();
  }

  private boolean join(List<Thread> workers, Duration bound) throws InterruptedException {
    long until = clock.nanos() + bound.toNanos();
    return Threads.join(workers, clock, () -> until);
  }

  private Thread startOwn(Trigger trigger, long start) {
    return start(() -> runOwn(trigger, start));
  }

  /** In a thread of its own, so that nothing in it can keep the JVM from stopping. */
  private static Thread start(Runnable work) {
    return Threads.start("lameduck-drain", null, work); // Each deployment sets its own loader.
  }
}
