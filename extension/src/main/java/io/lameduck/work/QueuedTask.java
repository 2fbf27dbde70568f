package io.lameduck.work;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.drain.Drain;
import io.lameduck.inflight.Lease;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A task that was handed to an executor, and begins when a thread is free: never, once, or again
 * and again. A drain waits for each that has begun. Of those that begin while it waits, it waits
 * for the first run of one that was queued before: no other instance has it.
 */
final class QueuedTask implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final MonotonicClock CLOCK = MonotonicClock.system();

  /** Time for a thread to go from one task to the next. */
  private static final long HAND_ON_TIME = Duration.ofMillis(200).toNanos();

  /** How many have not begun. Some never will: no event tells of a task that is cancelled. */
  private static final AtomicLong QUEUED = new AtomicLong();

  /** Kept open after the last task that ended while others were queued, until the next begins. */
  private static final AtomicReference<@Nullable Lease> KEPT_OPEN = new AtomicReference<>();

  private final String name;
  private final boolean inTime;
  private final AtomicBoolean begun = new AtomicBoolean();

  /** Queues it; by the thread that submits it. */
  QueuedTask(String name) {
    this.name = name;
    Drain drain = BackgroundWork.drain();
    this.inTime = drain != null && !BackgroundWork.isTooLate(drain);
    if (inTime) {
      QUEUED.incrementAndGet();
    }
  }

  /**
   * The calling thread begins a run of it.
   *
   * @return ends the run; for the same thread
   */
  Runnable begin() {
    boolean first = inTime && begun.compareAndSet(false, true);
    if (first) {
      QUEUED.decrementAndGet();
    }
    Drain drain = BackgroundWork.drain();
    if (drain == null || (BackgroundWork.isTooLate(drain) && !first)) {
      return () -> {};
    }
    Lease lease = drain.begin(name);
    keepOpen(null);
    return () -> end(drain, lease);
  }

  private static void end(Drain drain, Lease lease) {
    if (QUEUED.get() > 0 && BackgroundWork.isTooLate(drain)) {
      // The next one is yet to begin, on this very thread perhaps: not a moment without a lease.
      lease.workedOn(false);
      keepOpen(lease);
      Threads.start("lameduck-queue", () -> endIfNoneFollows(lease));
    } else {
      lease.end();
    }
  }

  /** Ends the lease that was kept open before; null keeps none. */
  private static void keepOpen(@Nullable Lease lease) {
    Lease before = KEPT_OPEN.getAndSet(lease);
    if (before != null) {
      before.end();
    }
  }

  private static void endIfNoneFollows(Lease lease) {
    long until = CLOCK.nanos() + HAND_ON_TIME;
    while (CLOCK.nanos() - until < 0) {
      CLOCK.park(QueuedTask.class, HAND_ON_TIME);
    }
    lease.end();
    KEPT_OPEN.compareAndSet(lease, null);
  }
}
