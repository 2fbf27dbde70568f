package io.lameduck;

import java.util.List;

/**
 * A CDI event: the drain is over. Where a stop asked for it, the server's own stop follows at once.
 *
 * <p>Observers are called as those of {@link LameDuckStarted} are, but are waited for only half a
 * second: the time may be up.
 *
 * @param phase {@link DrainPhase#DRAINED} or {@link DrainPhase#TIMED_OUT}
 * @param completed requests and other work that had ended
 * @param abandoned those that had not
 * @param unfinished the oldest ten of those: method and path, or the name of the work
 */
public record DrainEnded(
    DrainPhase phase, long completed, long abandoned, List<String> unfinished) {}
