package io.lameduck.cdi;

import io.lameduck.DrainPhase;
import io.lameduck.Lameduck;
import io.lameduck.WorkLease;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.inflight.Lease;
import org.jspecify.annotations.Nullable;

/**
 * What applications inject. It stays if everything else of ours is removed: an injection point must
 * not fail because Lameduck is switched off.
 */
public class LameduckBean implements Lameduck {

  /** For the container. */
  public LameduckBean() {}

  @Override
  public DrainPhase phase() {
    Drain drain = drain();
    return drain == null ? DrainPhase.SERVING : drain.state().phase();
  }

  @Override
  public long activeRequests() {
    Drain drain = drain();
    return drain == null ? 0 : drain.activeRequests();
  }

  @Override
  public WorkLease begin(String name) {
    Drain drain = drain();
    if (drain == null) {
      return () -> {};
    }
    Lease lease = drain.beginAnywhere(name);
    return lease::end;
  }

  private static @Nullable Drain drain() {
    Deployment deployment = Deployment.current();
    return deployment == null || !deployment.enabled() ? null : deployment.drain();
  }
}
