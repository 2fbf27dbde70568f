package io.lameduck.core;

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
 * @param signals names without SIG, in the order given
 * @param exclude the request paths that are not counted, as they were configured
 */
public record Settings(
    boolean enabled,
    Duration gracePeriod,
    Duration stopReserve,
    Duration announceMin,
    Duration announceQuiet,
    Duration announceMax,
    Set<String> signals,
    List<String> exclude) {

  /** The time of all phases together: the grace period less the stop reserve. */
  public Duration drainTime() {
    return gracePeriod.minus(stopReserve);
  }

  /** What holds where nothing is configured. */
  public static Settings defaults() {
    return SettingsReader.read(key -> Optional.empty());
  }
}
