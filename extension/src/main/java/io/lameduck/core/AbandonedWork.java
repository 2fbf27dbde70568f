package io.lameduck.core;

import java.time.Duration;

/** What still runs when a stop goes on without it. */
final class AbandonedWork {

  /** For it to end; with the last lines of a drain, less than a drain may be late. */
  private static final long ROLL_BACK = Duration.ofMillis(400).toNanos();

  private AbandonedWork() {}

  /**
   * Interrupts it, each thread once, so that it can roll back and holds no server. Blocks for a
   * moment, if that ends it sooner.
   */
  static void interrupt(Drain drain) {
    if (!drain.settings.interruptAbandoned() || drain.activeRequests() == 0) {
      return;
    }
    int threads = drain.gate.interruptAll();
    if (threads > 0) {
      drain.messages.work().interrupted(threads);
      long until = drain.clock.nanos() + ROLL_BACK;
      drain.waiters.await(() -> drain.gate.running() == 0 ? 0 : until - drain.clock.nanos());
    }
  }
}
