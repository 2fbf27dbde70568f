package io.lameduck.tck.kubernetes;

/**
 * The state that a probe leads to: one success makes it up, and so many failures in a row make it
 * down. Safe for use by several threads.
 */
public final class ProbeState {

  private final int failureThreshold;
  private int failures;
  private boolean up;

  /**
   * Nothing has been asked yet.
   *
   * @param failureThreshold how many failures in a row make it down
   * @param up the state until an answer changes it
   */
  public ProbeState(int failureThreshold, boolean up) {
    this.failureThreshold = failureThreshold;
    this.up = up;
  }

  /** Takes in one answer, and returns the state after it. */
  public synchronized boolean report(boolean success) {
    failures = success ? 0 : failures + 1;
    up = success || (up && failures < failureThreshold);
    return up;
  }

  /** The state after the last answer. */
  public synchronized boolean isUp() {
    return up;
  }
}
