package io.lameduck.websocket;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes sessions on threads of its own. Some servers write the close frame on the calling thread,
 * and a client that does not read may hold that thread for seconds; the application's close method
 * may block, too. So a few threads begin, and if they get no further, more are added: one that
 * hangs holds no other.
 *
 * <p>Used by one thread, which never blocks here.
 */
final class SessionCloser {

  /** How one session is closed. May block; what it throws is that session's affair alone. */
  interface CloseAction {
    void close(Object session) throws Exception;
  }

  private static final int FIRST_THREADS = 4;
  private static final int MOST_THREADS = 256;

  private final MonotonicClock clock;
  private final CloseAction closeAction;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Queue<Object> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger threads = new AtomicInteger();
  private volatile long lastClosed;
  private int closedBefore;

  SessionCloser(MonotonicClock clock, CloseAction closeAction) {
    this.clock = clock;
    this.closeAction = closeAction;
    this.lastClosed = clock.nanos();
  }

  /**
   * Sets the end of those going that it has not seen before.
   *
   * @return whether there were such
   */
  boolean add(Collection<?> sessions) {
    int before = seen.size();
    for (Object session : sessions) {
      if (seen.add(session)) {
        waiting.add(session);
      }
    }
    if (seen.size() > before) {
      addThreads(FIRST_THREADS - threads.get());
    }
    return seen.size() > before;
  }

  /** Adds threads if none has closed a session since this was last called. */
  void hurry() {
    int now = closed.get();
    if (now == closedBefore) {
      // The last one may have ended in the instant in which a session came.
      addThreads(Math.min(Math.max(1, threads.get()), MOST_THREADS - threads.get()));
    }
    closedBefore = now;
  }

  /** How many there were in all. */
  int all() {
    return seen.size();
  }

  /** How many of them are not closed. */
  int left() {
    return seen.size() - closed.get();
  }

  /** From that instant of the clock to the last close. */
  Duration took(long start) {
    return Duration.ofNanos(Math.max(0, lastClosed - start));
  }

  private void addThreads(int wanted) {
    int more = Math.min(wanted, waiting.size());
    for (int i = 0; i < more; i++) {
      threads.incrementAndGet();
      Threads.start("lameduck-websocket", this::closeWaiting);
    }
  }

  private void closeWaiting() {
    try {
      for (Object session = waiting.poll(); session != null; session = waiting.poll()) {
        close(session);
      }
    } finally {
      threads.decrementAndGet();
    }
  }

  private void close(Object session) {
    try {
      closeAction.close(session);
    } catch (Exception | Error e) {
      // Closed meanwhile, its connection lost, the application's close method failed: it is over.
    } finally {
      lastClosed = clock.nanos();
      closed.incrementAndGet();
    }
  }
}
