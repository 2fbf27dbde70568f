package io.lameduck;

/**
 * Where an application stands between serving and stopped. Moves forward only, unless an operator
 * takes the drain back.
 */
public enum DrainPhase {
  /** Ready, and no stop in sight. */
  SERVING,
  /** Serves everything, but says not ready and asks every client to go elsewhere. */
  LAME_DUCK,
  /** The balancer has gone quiet or the time for it is up: waits for what is in flight. */
  DRAINING,
  /** Nothing was left in flight. */
  DRAINED,
  /** The deadline passed, or a second signal came, with work still in flight. */
  TIMED_OUT
}
