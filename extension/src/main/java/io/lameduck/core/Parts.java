package io.lameduck.core;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What takes part in a drain besides the requests. What fails in one is logged and stays there. */
final class Parts {

  private final List<DrainListener> listeners = new CopyOnWriteArrayList<>();
  private final List<LongLived> longLived = new CopyOnWriteArrayList<>();
  private final AtomicInteger ending = new AtomicInteger();
  private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untold = new AtomicInteger();
  private final Messages messages;

  Parts(Messages messages) {
    this.messages = messages;
  }

  void add(DrainListener listener) {
    listeners.add(listener);
  }

  void add(LongLived work) {
    longLived.add(work);
  }

  /** Says in the log and to all listeners that a phase has begun. */
  void began(Driver driver, Phase phase, Runnable line) {
    inOrder(
        driver,
        () -> {
          line.run();
          tell(listener -> listener.began(phase, driver.trigger()));
        });
  }

  /** Says in the log and to all listeners that the drain is over. */
  void ended(Driver driver, DrainReport report) {
    inOrder(
        driver,
        () -> {
          messages.report(report);
          tell(listener -> listener.ended(report));
        });
  }

  /** Says in the log and to all listeners that the drain was taken back, after all news of it. */
  void resumed() {
    inOrder(
        () -> {
          messages.resumed();
          tell(DrainListener::resumed);
        });
  }

  /** No news of a drain is told after the news that it was taken back. */
  void inOrder(Driver driver, Runnable item) {
    inOrder(
        () -> {
          if (!driver.isResumed()) {
            item.run();
          }
        });
  }

  /**
   * Tells the news now, or leaves it to the thread that tells some already. No lock is held and no
   * thread waits: a log handler or an observer of the application may need a lock that the other
   * caller holds.
   */
  private void inOrder(Runnable item) {
    news.add(item);
    if (untold.getAndIncrement() > 0) {
      return;
    }
    boolean more = true;
    while (more) {
      try {
        guarded(this, news.remove());
      } finally {
        more = untold.decrementAndGet() > 0;
      }
    }
  }

  private void tell(Consumer<DrainListener> item) {
    for (DrainListener listener : listeners) {
      guarded(listener, () -> item.accept(listener));
    }
  }

  /**
   * Sets the end of all long-lived work going, each on a thread of its own; returns at once.
   *
   * @param done run each time one of them has ended
   */
  void endLongLived(Duration bound, Runnable done) {
    List<LongLived> open = longLived.stream().filter(this::any).toList();
    ending.set(open.size());
    for (LongLived work : open) {
      Runnable end =
          () -> {
            guarded(work, () -> work.end(bound));
            ending.decrementAndGet();
            done.run();
          };
      Threads.start("lameduck-end", end);
    }
  }

  private boolean any(LongLived work) {
    try {
      return work.any();
    } catch (RuntimeException | Error e) {
      messages.partFailed(work.getClass().getSimpleName(), e);
      return false;
    }
  }

  /** Whether some long-lived work has not returned yet. */
  boolean ending() {
    return ending.get() > 0;
  }

  private void guarded(Object part, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      messages.partFailed(part.getClass().getSimpleName(), e);
    }
  }
}
