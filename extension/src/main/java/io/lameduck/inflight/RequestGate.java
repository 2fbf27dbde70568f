package io.lameduck.inflight;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Counts what is in flight, exactly: {@link #running} never reads 0 while anything that entered has
 * not left. The count and the announcement share one word, so that each arrival is on one side of
 * the announcement and is counted there, whatever the threads do.
 *
 * <p>Entering and leaving never wait for other work. A striped counter would be faster with many
 * threads, but its sum can read 0 while a request runs.
 */
public final class RequestGate extends InFlightEntry.Gate {

  private static final long ANNOUNCED = Long.MIN_VALUE;
  private static final long COUNT = Long.MAX_VALUE;

  /** Enough entries for the threads of most servers. */
  private static final int ENTRIES = 256;

  private final AtomicLong word = new AtomicLong();

  /** By name; the count is that of the word, which alone is exact. */
  private final Registry registry;

  private final EventStreams streams = new EventStreams();

  /**
   * The threads that were interrupted because a stop waits no longer for their work. Each is
   * interrupted once, and goes back to its pool without the interrupt.
   */
  private final Map<Thread, InFlightEntry> interrupted = new ConcurrentHashMap<>();

  private final AtomicLong uncounted = new AtomicLong();
  private volatile Runnable onIdle = () -> {};

  /** Not announced, and nothing in flight. */
  public RequestGate() {
    this(ENTRIES);
  }

  /**
   * As {@link #RequestGate()}.
   *
   * @param entries how many the registry has at first, a power of two
   */
  RequestGate(int entries) {
    this.registry = new Registry(this, entries);
  }

  /**
   * Counts one more, which the calling thread works on. The caller ends this use of the entry when
   * the work is over.
   *
   * @param kind the method of a request, or what else it is
   * @param name the path of a request without its query, or a name
   * @param now by the clock of the drain
   */
  public InFlightEntry enter(String kind, String name, long now) {
    return enter(kind, name, now, 0);
  }

  /** As {@link #enter}, for work that the calling thread may leave to another without a word. */
  public InFlightEntry enterForAnyThread(String kind, String name, long now) {
    return enter(kind, name, now, InFlightEntry.ANY_THREAD);
  }

  private InFlightEntry enter(String kind, String name, long now, int marks) {
    // Count before you look: a thread that reads the count after this sees the request.
    boolean late = word.getAndIncrement() < 0;
    try {
      return registry.take(kind, name, now, late ? marks | InFlightEntry.LATE : marks);
    } catch (Error e) {
      leaveCount(); // No memory: the work will not begin, and must not be awaited.
      throw e;
    }
  }

  /** For one that is no stream any more. */
  @Override
  void enterCount() {
    long unused = word.getAndIncrement();
  }

  /** For one that is over, or that is a stream from now on and counted as such. */
  @Override
  void leaveCount() {
    if (word.decrementAndGet() == ANNOUNCED) {
      onIdle.run();
    }
  }

  @Override
  void addStream(InFlightEntry entry, long stamp, OpenStream stream) {
    streams.add(entry, stamp, stream);
  }

  @Override
  void removeStream(InFlightEntry entry, long stamp) {
    streams.remove(entry, stamp);
  }

  @Override
  void leaveStreams(InFlightEntry entry, long stamp) {
    streams.remove(entry, stamp);
    if (announced()) {
      onIdle.run();
    }
  }

  /** How many have entered and not left, streams not among them. */
  public long running() {
    return word.get() & COUNT;
  }

  /** How many are in flight, streams among them. */
  public long active() {
    return running() + streams.open();
  }

  /** All that are in flight during the whole of this call, streams among them, oldest first. */
  public List<InFlightEntry.Snapshot> inFlight() {
    return registry.oldestFirst().stream().map(Map.Entry::getKey).toList();
  }

  /** As {@link #inFlight}, without the streams: what {@link #running} counts. */
  public List<InFlightEntry.Snapshot> awaited() {
    return inFlight().stream().filter(each -> !each.stream()).toList();
  }

  /**
   * Takes out of the count what runs on one of these threads.
   *
   * @param told what each of them is
   */
  void uncount(Predicate<Thread> asks, Consumer<String> told) {
    if (running() == 0) {
      return;
    }
    for (InFlightEntry entry : registry.entries()) {
      String title = entry.uncount(asks);
      if (title != null) {
        uncounted.incrementAndGet();
        told.accept(title);
      }
    }
  }

  /** How many have been taken out so, ever. */
  public long uncounted() {
    return uncounted.get();
  }

  /** Ends what is left to a container that its thread has left. */
  void endLeft(Predicate<Thread> isOutside) {
    if (running() > 0) {
      for (InFlightEntry entry : registry.entries()) {
        entry.endIfLeft(isOutside);
      }
    }
  }

  /**
   * Interrupts each thread that works on something, streams among them; within other work, as the
   * one that works on that.
   *
   * @param until by the clock of the drain: what has begun after it is left alone
   * @return how many
   */
  int interruptAll(long until) {
    return (int)
        registry.oldestFirst().stream()
            .filter(each -> each.getKey().began() - until <= 0)
            .filter(each -> each.getValue().interrupt())
            .count();
  }

  @Override
  boolean interrupt(Thread thread, InFlightEntry entry) {
    if (thread == Thread.currentThread() || interrupted.putIfAbsent(thread, entry) != null) {
      return false;
    }
    thread.interrupt();
    return true;
  }

  @Override
  void leaveInterrupted(InFlightEntry entry) {
    // Not asked whether it is empty first: its size is a sum, which may read 0 too soon.
    if (interrupted.remove(Thread.currentThread(), entry)) {
      boolean unused = Thread.interrupted();
    }
  }

  /** The open event streams. */
  public EventStreams streams() {
    return streams;
  }

  /** Whether a drain is announced: the one truth for a request, and the same word as the count. */
  @Override
  public boolean announced() {
    return word.get() < 0;
  }

  /**
   * Marks everything that enters from now on as late.
   *
   * @param idle run by a thread that brings the count to 0 or ends a stream after this call, each
   *     time; must not block
   * @return how many were running at that very moment
   */
  public long announce(Runnable idle) {
    onIdle = idle;
    long before = word.getAndAccumulate(ANNOUNCED, (now, bit) -> now | bit);
    if ((before & ANNOUNCED) == 0) {
      streams.forget(); // What ended after the drain before this one was resumed.
    }
    return before & COUNT;
  }

  /** Takes the announcement back. */
  public void withdraw() {
    long unused = word.getAndAccumulate(COUNT, (now, bits) -> now & bits);
  }
}
