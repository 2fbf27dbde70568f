package io.lameduck.drain;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Listeners of a drain, and the log: both hear of everything in the same order. An exception in one
 * is logged and does not reach the others.
 */
final class DrainListeners {

  private final List<DrainListener> listeners = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
  private final AtomicInteger untold = new AtomicInteger();
  private final Log log;

  DrainListeners(Log log) {
    this.log = log;
  }

  void add(DrainListener listener) {
    listeners.add(listener);
  }

  /**
   * Writes the line and tells the listeners, or leaves it to the thread that tells something
   * already. No lock is held and no thread waits: a log handler or an observer of the application
   * may need a lock that the other caller holds.
   *
   * @param still asked just before: nothing of a drain is told after it was resumed
   */
  void tell(BooleanSupplier still, Runnable line, Consumer<DrainListener> item) {
    news.add(
        () -> {
          if (still.getAsBoolean()) {
            line.run();
            listeners.forEach(listener -> guarded(listener, () -> item.accept(listener)));
          }
        });
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

  private void guarded(Object listener, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      log.failure(e, Message.LISTENER_FAILED, listener.getClass().getSimpleName());
    }
  }
}
