package io.lameduck.inflight;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Counts what is in flight, exactly: {@link #running} never reads 0 while anything that entered has
 * not left. The count and the announcement share one word, so that each entry is on one side of the
 * announcement and is counted there, whatever the threads do.
 *
 * <p>Entering and leaving never wait for other work. A striped counter would be faster with many
 * threads, but its sum can read 0 while a request runs.
 */
public final class RequestGate {

  private static final long ANNOUNCED = Long.MIN_VALUE;
  private static final long COUNT = Long.MAX_VALUE;

  private final AtomicLong word = new AtomicLong();

  /** By name; the count is that of the word, which alone is exact. */
  private final Set<InFlightRequest> requests = ConcurrentHashMap.newKeySet();

  private final EventStreams streams = new EventStreams();
  private final Interrupts interrupts = new Interrupts();
  private final AtomicLong excused = new AtomicLong();
  private volatile Runnable onIdle = () -> {};

  /** Not announced, and nothing in flight. */
  public RequestGate() {}

  /**
   * Counts one more. Count before you look: a thread that reads the count after this sees the
   * request.
   *
   * @return whether the drain has been announced before it
   */
  boolean enterCount() {
    return word.getAndIncrement() < 0;
  }

  /** For one that is over, or that is a stream from now on and counted as such. */
  void leaveCount() {
    if (word.decrementAndGet() == ANNOUNCED) {
      onIdle.run();
    }
  }

  void add(InFlightRequest request) {
    boolean unused = requests.add(request);
  }

  void remove(InFlightRequest request) {
    boolean unused = requests.remove(request);
  }

  void leaveStreams(InFlightRequest stream) {
    streams.remove(stream);
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
  public List<InFlightRequest> inFlight() {
    // The clock may overflow: only differences mean anything (System.nanoTime).
    Comparator<InFlightRequest> oldestFirst =
        (one, other) -> Long.signum(one.began() - other.began());
    return requests.stream().filter(InFlightRequest::isAwaited).sorted(oldestFirst).toList();
  }

  /**
   * Takes out of the count what runs on one of these threads.
   *
   * @param told what each of them is
   */
  void excuse(Predicate<Thread> asks, Consumer<String> told) {
    if (running() == 0) {
      return;
    }
    for (InFlightRequest request : requests) {
      if (request.excuse(asks)) {
        excused.incrementAndGet();
        told.accept(request.title());
      }
    }
  }

  /** How many have been taken out so, ever. */
  public long excused() {
    return excused.get();
  }

  /**
   * Interrupts each thread that works on something, streams among them; within other work, as the
   * one that works on that.
   *
   * @return how many
   */
  int interruptAll() {
    return (int) inFlight().stream().filter(InFlightRequest::interrupt).count();
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /** The open event streams. */
  public EventStreams streams() {
    return streams;
  }

  /** Whether a drain is announced: the one truth for a request, and the same word as the count. */
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
      streams.forget(); // What ended after the drain before this one was taken back.
    }
    return before & COUNT;
  }

  /** Takes the announcement back. */
  public void withdraw() {
    long unused = word.getAndAccumulate(COUNT, (now, bits) -> now & bits);
  }
}
