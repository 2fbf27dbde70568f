package io.lameduck.inflight;

import io.lameduck.concurrent.Waiters;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What still runs when a signal's stop goes on without it. */
public final class AbandonedRequests {

  /** For it to end; with the last lines of a drain, less than a drain may be late. */
  private static final Duration ROLL_BACK = Duration.ofMillis(400);

  private static final long NOT_YET = Long.MIN_VALUE;

  private final RequestGate gate;
  private final Waiters waiters;
  private final Log log;
  private final AtomicInteger interrupting = new AtomicInteger();
  private final AtomicLong until = new AtomicLong(NOT_YET);
  private volatile boolean interrupted;

  /** Those of this gate. */
  public AbandonedRequests(RequestGate gate, Waiters waiters, Log log) {
    this.gate = gate;
    this.waiters = waiters;
    this.log = log;
  }

  /**
   * Interrupts it, each thread once, so that it can roll back and holds no server. Blocks for a
   * moment, if that ends it sooner; so does a second caller.
   *
   * @param now by the clock of the drain
   */
  public void interrupt(long now) {
    if (gate.active() == 0) {
      return;
    }
    until.compareAndSet(NOT_YET, now + ROLL_BACK.toNanos());
    interrupting.incrementAndGet();
    try {
      int threads = gate.interruptAll();
      if (threads > 0) {
        until.set(now + ROLL_BACK.toNanos());
        interrupted = true;
        log.write(Message.INTERRUPTED, threads);
      }
    } finally {
      interrupting.decrementAndGet();
      waiters.wake();
    }
    waiters.awaitUntil(until.get(), this::rolledBack);
  }

  /** Not before each caller has interrupted what it found: another one finds nothing more. */
  private boolean rolledBack() {
    return interrupting.get() == 0 && (!interrupted || gate.running() == 0);
  }
}
