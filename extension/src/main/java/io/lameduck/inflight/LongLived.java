package io.lameduck.inflight;

import java.time.Duration;

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
   */
  void end(Duration bound);
}
