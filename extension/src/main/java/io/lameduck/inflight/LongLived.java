package io.lameduck.inflight;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Work that has no end of its own, such as open WebSocket sessions. The drain does not wait for it
 * to end: when the lame-duck phase is over, it is asked to.
 */
public interface LongLived {

  /** Whether there may be any at the moment; if there is none, nothing needs to be ended. */
  default boolean any() {
    return true;
  }

  /**
   * Ends all of it. Called once a drain at most, on a thread of its own, when the draining begins.
   * May block, but is waited for no longer than the bound; what it throws is logged.
   *
   * @param resumed whether the drain has been resumed: from then on it ends nothing more
   */
  void end(Duration bound, BooleanSupplier resumed);
}
