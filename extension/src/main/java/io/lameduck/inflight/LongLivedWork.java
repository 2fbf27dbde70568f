package io.lameduck.inflight;

import io.lameduck.concurrent.Threads;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * All long-lived work of a deployment. A failure in one is logged and does not reach the others.
 */
public final class LongLivedWork {

  private final List<LongLived> all = new CopyOnWriteArrayList<>();

  /** How many of the present drain have not returned yet. */
  private volatile AtomicInteger ending = new AtomicInteger();

  private final Log log;

  /** Creates an empty list. */
  public LongLivedWork(Log log) {
    this.log = log;
  }

  /** From now on asked to end when the draining begins. */
  public void add(LongLived work) {
    all.add(work);
  }

  /**
   * Begins to end each, on its own thread; returns at once.
   *
   * @param resumed whether the drain has been resumed
   * @param done run each time one of them has ended
   */
  public void end(Duration bound, BooleanSupplier resumed, Runnable done) {
    List<LongLived> open = all.stream().filter(this::any).toList();
    AtomicInteger left = new AtomicInteger(open.size());
    ending = left;
    for (LongLived work : open) {
      Threads.start(
          "lameduck-end",
          () -> {
            try {
              work.end(bound, resumed);
            } catch (RuntimeException | Error e) {
              failed(work, e);
            }
            left.decrementAndGet();
            done.run();
          });
    }
  }

  private boolean any(LongLived work) {
    try {
      return work.any();
    } catch (RuntimeException | Error e) {
      failed(work, e);
      return false;
    }
  }

  private void failed(LongLived work, Throwable cause) {
    log.failure(cause, Message.LISTENER_FAILED, work.getClass().getSimpleName());
  }

  /** Whether some of it has not returned yet. */
  public boolean isEnding() {
    return ending.get() > 0;
  }
}
