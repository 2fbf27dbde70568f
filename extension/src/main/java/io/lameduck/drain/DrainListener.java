package io.lameduck.drain;

import io.lameduck.DrainPhase;

/**
 * Listener of the drain of a deployment. Called on the thread that drains, so a listener must
 * return soon; what it throws is logged, and the drain goes on.
 */
public interface DrainListener {

  /** A phase has begun; the last one comes as {@link #ended}, with the report. */
  default void began(DrainPhase phase, Trigger trigger) {}

  /** The drain is over. */
  default void ended(DrainReport report) {}

  /** An operator has resumed: ready and serving again. */
  default void resumed() {}
}
