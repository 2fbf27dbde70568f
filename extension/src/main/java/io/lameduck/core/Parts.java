package io.lameduck.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  /**
   * Says in the log and to all listeners that the drain was taken back, after all news of it. If
   * another thread is telling them something it tells this, too: an observer may be the caller.
   */
  void resumed() {
    tellInOrder(
        () -> {
          messages.resumed();
          tell(DrainListener::resumed);
        });
  }

  /**
   * Nobody is to hear anything of a drain after having heard that it was taken back. Blocks until
   * the news is told.
   */
  void inOrder(Driver driver, Runnable news) {
    Conclusion told = new Conclusion();
    tellInOrder(
        () -> {
          try {
            if (!driver.isResumed()) {
              news.run();
            }
          } finally {
            told.reach(Optional.empty());
          }
        });
    told.await();
  }

  /** One after the other, by one thread at a time, which holds no lock meanwhile. */
  private void tellInOrder(Runnable item) {
    news.add(item);
    if (untold.getAndIncrement() > 0) {
      return;
    }
    do {
      Runnable next = news.remove();
      guarded(this, next);
    } while (untold.decrementAndGet() > 0);
  }

  private void tell(Consumer<DrainListener> news) {
    for (DrainListener listener : listeners) {
      guarded(listener, () -> news.accept(listener));
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
