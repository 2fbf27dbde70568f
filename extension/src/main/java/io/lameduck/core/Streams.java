package io.lameduck.core;

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

/**
 * The open event streams. They are given a time to end by themselves; those that have not are then
 * ended, in order, so that each client sees a whole response and comes back elsewhere.
 */
final class Streams implements LongLived {

  /** Ending one may block for a client that does not read; it must not hold the others. */
  private static final int AT_A_TIME = 8;

  /** In the place of the end of a stream that has been asked to end. */
  private static final Runnable ASKED = Streams::askedAlready;

  private final Map<Lease, Runnable> ends = new ConcurrentHashMap<>();
  private final AtomicLong ended = new AtomicLong();
  private volatile CountDownLatch allGone = new CountDownLatch(0);

  private static void askedAlready() {
    // It will not be asked again.
  }

  void add(Lease lease, Runnable end) {
    Runnable unused = ends.put(lease, end);
  }

  void remove(Lease lease) {
    Runnable unused = ends.remove(lease);
    if (ends.isEmpty()) {
      allGone.countDown();
    }
  }

  /** How many are open. */
  int open() {
    return ends.size();
  }

  /** How many had to be ended. */
  long ended() {
    return ended.get();
  }

  @Override
  public boolean any() {
    return open() > 0;
  }

  @Override
  public void end(Duration bound) {
    if (awaitAllGone(bound)) {
      return;
    }
    Queue<Lease> left = new ConcurrentLinkedQueue<>(ends.keySet());
    List<Thread> workers = new ArrayList<>();
    int wanted = Math.min(AT_A_TIME, left.size()); // Before the first of them takes one.
    for (int i = 0; i < wanted; i++) {
      workers.add(Threads.start("lameduck-end", () -> endThose(left)));
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
  void endRest(Duration bound) {
    if (!any()) {
      return;
    }
    Thread ending = Threads.start("lameduck-end", () -> end(Duration.ZERO));
    try {
      ending.join(bound.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // It goes on without us.
    }
  }

  private void endThose(Queue<Lease> left) {
    Lease stream;
    while ((stream = left.poll()) != null) {
      // Once, though it stays in the map until its request is over.
      Runnable end = ends.replace(stream, ASKED);
      if (end != null && end != ASKED) {
        try {
          end.run();
          ended.incrementAndGet();
        } catch (RuntimeException | Error ignored) {
          // It stays open, and is counted as such.
        }
      }
    }
  }

  private boolean awaitAllGone(Duration bound) {
    CountDownLatch gone = new CountDownLatch(1);
    allGone = gone;
    if (ends.isEmpty()) {
      return true;
    }
    try {
      return gone.await(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ends.isEmpty();
    }
  }
}
