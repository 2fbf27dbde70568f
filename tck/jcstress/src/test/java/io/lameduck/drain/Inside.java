package io.lameduck.drain;

import io.lameduck.deployment.Deployment;

/** The gate of a deployment, as only its own package sees it. */
public final class Inside {

  private final Drain drain;

  /** Looks at the deployment's only drain. */
  public Inside(Deployment deployment) {
    this.drain = deployment.drain();
  }

  /** From now on the gate counts every request as late: that is how it tells how many came. */
  public void announce(Runnable idle) {
    long unused = drain.gate().announce(idle);
  }

  /** How many are in flight, as the drain sees it. */
  public long activeRequests() {
    return drain.activeRequests();
  }

  /** How many have come since the announcement. */
  public long entered() {
    return drain.traffic().servedLate();
  }

  /** How many could be named as stuck. */
  public int listed() {
    return drain.gate().inFlight().size();
  }
}
