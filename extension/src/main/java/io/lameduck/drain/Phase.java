package io.lameduck.drain;

/**
 * Where a deployment stands between serving and stopped. Moves forward only, unless an operator
 * takes the drain back.
 */
public enum Phase {
  /** Ready, and no stop in sight. */
  SERVING,
  /**
   * Still serves everything, but readiness is DOWN or soon will be, and every client is asked to go
   * elsewhere.
   */
  LAME_DUCK,
  /** The balancer has gone quiet or the time for it is up: waits for what is in flight. */
  DRAINING,
  /** Nothing was left in flight. */
  DRAINED,
  /** The deadline passed, or a second signal came, with work still in flight. */
  TIMED_OUT;

  /** Whether the lame-duck phase is over, so that new requests need not be served. */
  public boolean isPastLameDuck() {
    return this != SERVING && this != LAME_DUCK;
  }
}
