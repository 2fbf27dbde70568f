package io.lameduck.work;

import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.inflight.Lease;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts background work of this deployment that has no annotation of ours.
 *
 * <p>The rule: work that begins before the drain waits is awaited. Work that begins later runs, but
 * is not awaited, so that a timer or a queue that is never empty does not prolong the drain.
 */
final class BackgroundWork {

  private BackgroundWork() {}

  /** The drain, if this deployment awaits background work by itself. */
  static @Nullable Drain drain() {
    Deployment deployment = deployment();
    return deployment == null ? null : deployment.drain();
  }

  /** This deployment, if it awaits background work by itself. */
  static @Nullable Deployment deployment() {
    Deployment deployment = Deployment.current();
    return deployment != null && deployment.enabled() && deployment.settings().awaitWork()
        ? deployment
        : null;
  }

  /** Whether the drain takes no more work. */
  static boolean isTooLate(Drain drain) {
    return drain.state().isPastLameDuck();
  }

  /**
   * Counts work in, on the thread that does it.
   *
   * @param name asked for if the work is awaited
   * @return to be ended by the same thread; null if it is not awaited
   */
  static @Nullable Lease begin(Supplier<String> name) {
    Drain drain = drain();
    return drain == null || isTooLate(drain) ? null : drain.begin(name.get());
  }
}
