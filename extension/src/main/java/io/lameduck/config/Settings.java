package io.lameduck.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of one deployment, already checked: every instance can work.
 *
 * @param enabled whether Lameduck does anything at all
 * @param gracePeriod from the first trigger to the kill
 * @param stopReserve the part of it that is left for the server's own stop
 * @param announceMin the lame-duck phase lasts at least this long
 * @param announceQuiet then it lasts until no request has arrived for this long
 * @param announceMax but never longer than this
 * @param readinessDelay readiness stays UP in the lame-duck phase for this long
 * @param streamsTimeout how long event streams and WebSocket sessions have to end by themselves
 * @param reconnectSpread over how long HTTP/2 connections and WebSocket sessions are told to go
 * @param rejectLate whether requests that come after the lame-duck phase are refused, not served
 * @param retryAfter what a refused client is told
 * @param signals names without SIG, in the order given
 * @param exclude the URL patterns of requests that are not counted, as they were configured
 * @param endpoint the drain endpoint
 * @param interruptAbandoned whether what a stop waits for no longer is interrupted
 * @param awaitWork whether the platform's own background work is awaited without annotations
 * @param terminationLog where the report goes, if there is such a file
 */
public record Settings(
    boolean enabled,
    Duration gracePeriod,
    Duration stopReserve,
    Duration announceMin,
    Duration announceQuiet,
    Duration announceMax,
    Duration readinessDelay,
    Duration streamsTimeout,
    Duration reconnectSpread,
    boolean rejectLate,
    Duration retryAfter,
    Set<String> signals,
    List<String> exclude,
    Endpoint endpoint,
    boolean interruptAbandoned,
    boolean awaitWork,
    Path terminationLog) {

  /**
   * Where an operator asks for a drain.
   *
   * @param enabled whether it is there
   * @param path of the request, context path included
   * @param token what a caller must bring; without one {@code trustLoopback} is true
   * @param trustLoopback whether a loopback address is proof enough
   * @param readiness whether everyone may ask for readiness below the path, enabled or not
   */
  public record Endpoint(
      boolean enabled,
      String path,
      Optional<String> token,
      boolean trustLoopback,
      boolean readiness) {

    /** Without the token, which must not be in any log. */
    @Override
    public String toString() {
      return "Endpoint[enabled=" + enabled + ", path=" + path + "]";
    }
  }

  /** The time of all phases together: the grace period less the stop reserve. */
  public Duration drainTime() {
    return gracePeriod.minus(stopReserve);
  }

  /** The lame-duck phase lasts at least this long: readiness has to be DOWN for announceMin. */
  public Duration lameDuckMin() {
    return readinessDelay.plus(announceMin);
  }

  /** What becomes of readiness when a drain begins, for people. */
  public String readinessInDrain() {
    return readinessDelay.isZero() ? "DOWN" : "DOWN after " + Durations.text(readinessDelay);
  }
}
