package io.lameduck.inflight;

import io.lameduck.concurrent.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The open event streams. They are given a time to end by themselves; those that have not are then
 * ended, in order, so that each client sees a whole response and comes back elsewhere.
 */
public final class EventStreams implements LongLived {

  /** Ending one may block for a client that does not read; it must not hold the others. */
  private static final int AT_A_TIME = 8;

  /** One use of an entry. */
  private record Key(InFlightEntry entry, long stamp) {}

  private final Map<Key, OpenStream> open = new ConcurrentHashMap<>();
  private final AtomicLong ended = new AtomicLong();
  private volatile CountDownLatch allGone = new CountDownLatch(0);

  void add(InFlightEntry entry, long stamp, OpenStream stream) {
    OpenStream unused = open.put(new Key(entry, stamp), stream);
  }

  /** For one whose request is over; called once. */
  void remove(InFlightEntry entry, long stamp) {
    Key key = new Key(entry, stamp);
    OpenStream stream = open.get(key);
    if (stream != null && stream.isEnded()) {
      ended.incrementAndGet(); // Before it is gone: then the report may be written.
    }
    OpenStream unused = open.remove(key);
    if (open.isEmpty()) {
      allGone.countDown();
    }
  }

  /** How many are open. */
  public int open() {
    return open.size();
  }

  /** How many the drain has ended: those that are gone, and went because they were asked to. */
  public long ended() {
    return ended.get();
  }

  /** A drain begins, and counts for itself. */
  void forget() {
    ended.set(0);
  }

  @Override
  public boolean any() {
    return open() > 0;
  }

  @Override
  public void end(Duration bound, BooleanSupplier resumed) {
    if (awaitAllGone(bound) || resumed.getAsBoolean()) {
      return;
    }
    Queue<OpenStream> left = new ConcurrentLinkedQueue<>(open.values());
    List<Thread> workers = new ArrayList<>();
    int wanted = Math.min(AT_A_TIME, left.size()); // Before the first of them takes one.
    for (int i = 0; i < wanted; i++) {
      workers.add(Threads.start("lameduck-end", () -> endThose(left, resumed)));
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /**
   * Ends what is left, at once. Blocks until that is done, but no longer than the bound: a client
   * that does not read may hold it.
   */
  public void endRest(Duration bound) {
    if (any()) {
      boolean unused =
          Threads.runBounded("lameduck-end", bound, () -> end(Duration.ZERO, () -> false));
    }
  }

  private void endThose(Queue<OpenStream> left, BooleanSupplier resumed) {
    OpenStream stream;
    while ((stream = left.poll()) != null && !resumed.getAsBoolean()) {
      try {
        stream.end();
      } catch (RuntimeException | Error ignored) {
        // It stays open, and is counted as such.
      }
    }
  }

  private boolean awaitAllGone(Duration bound) {
    CountDownLatch gone = new CountDownLatch(1);
    allGone = gone;
    if (open.isEmpty()) {
      return true;
    }
    try {
      return gone.await(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return open.isEmpty();
    }
  }
}
