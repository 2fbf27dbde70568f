package io.lameduck.core;

/**
 * Where a deployment stands between serving and stopped. Moves forward only, unless an operator
 * takes the drain back.
 */
public enum Phase {
  /** Ready, and no stop in sight. */
  SERVING,
  /** Still serves everything, but says not ready and asks every client to go elsewhere. */
  LAME_DUCK,
  /** The balancer has gone quiet or the time for it is up: waits for what is in flight. */
  DRAINING,
  /** Nothing was left in flight. */
  DRAINED,
  /** The time was up, or the operator impatient, with work still in flight. */
  TIMED_OUT;

  /** Whether the lame-duck phase is over, so that nobody needs to be served who comes now. */
  public boolean doorMayClose() {
    return this != SERVING && this != LAME_DUCK;
  }
}
