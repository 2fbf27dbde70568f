package io.lameduck.drain;

/**
 * What a drain has to know of the other deployments of its JVM. A balancer leads to all of them,
 * and the server stops for all of them, so none is quiet and none is idle before the others are.
 *
 * <p>Asked by the thread that runs the drain, now and then; must not block.
 */
public interface Peers {

  /**
   * How long ago the last late request came to one of them, in nanoseconds; {@link Long#MAX_VALUE}
   * if none came.
   */
  long quietNanos();

  /** Whether one of them is drained too and has not come to its end. */
  boolean busy();

  /**
   * Whether one of them serves. All drain together, so in the drain of an operator that one has
   * resumed, and this one is about to.
   */
  boolean serving();
}
