package io.lameduck.core;

import java.time.Duration;

/** What still runs when a signal's stop goes on without it. */
final class AbandonedWork {

  /** For it to end; with the last lines of a drain, less than a drain may be late. */
  private static final long ROLL_BACK = Duration.ofMillis(400).toNanos();

  private final Drain drain;
  private volatile boolean interrupted;
  private volatile long until;

  AbandonedWork(Drain drain) {
    this.drain = drain;
  }

  /**
   * Interrupts it, each thread once, so that it can roll back and holds no server. Blocks for a
   * moment, if that ends it sooner; so does a second caller.
   */
  void interrupt() {
    if (!drain.settings.interruptAbandoned() || drain.activeRequests() == 0) {
      return;
    }
    int threads = drain.gate.interruptAll();
    if (threads > 0) {
      until = drain.clock.nanos() + ROLL_BACK;
      interrupted = true;
      drain.messages.work().interrupted(threads);
    }
    if (interrupted) {
      drain.waiters.await(() -> drain.gate.running() == 0 ? 0 : until - drain.clock.nanos());
    }
  }
}
