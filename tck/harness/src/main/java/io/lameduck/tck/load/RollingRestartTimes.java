package io.lameduck.tck.load;

import java.time.Duration;

/**
 * The clock of a rolling restart.
 *
 * @param lag from the beginning of a stop until the balancer is told
 * @param steady time under load before the first stop and after each start
 * @param preStop from the beginning of a stop until the instance is told: what a {@code preStop}
 *     hook sleeps in Kubernetes, which begins to take the pod out of the endpoints meanwhile; zero
 *     where there is none
 * @param exitBound from when the instance is told until the process must have ended
 */
public record RollingRestartTimes(
    Duration lag, Duration steady, Duration preStop, Duration exitBound) {

  private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

  /** Two steady seconds, and the default grace period of a pod for the exit. */
  public static RollingRestartTimes withLag(Duration lag) {
    return new RollingRestartTimes(lag, Duration.ofSeconds(2), Duration.ZERO, GRACE_PERIOD);
  }

  /** The same, with a hook that sleeps. */
  public RollingRestartTimes withPreStop(Duration sleep) {
    return new RollingRestartTimes(lag, steady, sleep, exitBound);
  }
}
