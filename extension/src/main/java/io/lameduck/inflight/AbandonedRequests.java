package io.lameduck.inflight;

import io.lameduck.concurrent.Waiters;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;

/** What still runs when a stop goes on without it. */
public final class AbandonedRequests {

  /** For it to end; with the last lines of a drain, less than a drain may be late. */
  private static final Duration ROLL_BACK = Duration.ofMillis(400);

  private AbandonedRequests() {}

  /**
   * Interrupts it, each thread once, so that it can roll back and holds no server. Blocks for a
   * moment, if that ends it sooner.
   */
  public static void interrupt(RequestGate gate, Waiters waiters, Log log) {
    if (gate.active() == 0) {
      return;
    }
    int threads = gate.interruptAll();
    if (threads > 0) {
      log.write(Message.INTERRUPTED, threads);
      waiters.await(ROLL_BACK, () -> gate.running() == 0);
    }
  }
}
