package io.lameduck;

/**
 * A CDI event: an operator has taken the drain back, and the application is ready again. The time
 * to begin again what an observer of {@link LameDuckStarted} or {@link DrainingStarted} has
 * stopped.
 *
 * <p>Observers are called as those of {@link LameDuckStarted} are.
 */
public record DrainResumed() {}
