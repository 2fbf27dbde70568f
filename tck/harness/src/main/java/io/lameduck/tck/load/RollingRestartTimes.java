package io.lameduck.tck.load;

import java.time.Duration;

/**
 * The clock of a rolling restart.
 *
 * @param lag from SIGTERM until the balancer is told
 * @param steady time under load before the first stop and after each start
 * @param exitBound from SIGTERM until the process must have ended
 */
public record RollingRestartTimes(Duration lag, Duration steady, Duration exitBound) {

  /** Two steady seconds, and the default grace period of a pod for the exit. */
  public static RollingRestartTimes withLag(Duration lag) {
    return new RollingRestartTimes(lag, Duration.ofSeconds(2), Duration.ofSeconds(30));
  }
}
