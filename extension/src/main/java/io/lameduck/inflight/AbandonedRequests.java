package io.lameduck.inflight;

import io.lameduck.concurrent.Waiters;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What still runs when a signal's stop goes on without it. */
public final class AbandonedRequests {

  /** What has begun so late is no work that hangs; a server may give it the time that it needs. */
  private static final Duration JUST_BEGUN = Duration.ofSeconds(2);

  /** For it to end; with the last lines of a drain, less than a drain may be late. */
  private static final Duration ROLL_BACK = Duration.ofMillis(400);

  private final RequestGate gate;
  private final Waiters waiters;
  private final Log log;
  private final AtomicInteger interrupting = new AtomicInteger();
  private volatile boolean interrupted;
  private volatile long until;

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
   * @param all also what has just begun
   */
  public void interrupt(long now, boolean all) {
    if (gate.active() == 0) {
      return;
    }
    interrupting.incrementAndGet();
    try {
      int threads = gate.interruptAll(all ? now : now - JUST_BEGUN.toNanos());
      if (threads > 0) {
        until = now + ROLL_BACK.toNanos();
        interrupted = true;
        log.write(Message.INTERRUPTED, threads);
      }
    } finally {
      interrupting.decrementAndGet();
      waiters.wake();
    }
    // Another caller may be interrupting what this one has not found any more.
    waiters.awaitUntil(now + ROLL_BACK.toNanos(), () -> interrupting.get() == 0);
    if (interrupted) {
      waiters.awaitUntil(until, () -> gate.running() == 0);
    }
  }
}
