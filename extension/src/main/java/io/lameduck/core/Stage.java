package io.lameduck.core;

import java.time.Instant;

/**
 * A phase and the moment it began.
 *
 * @param phase the phase
 * @param since by the wall clock: for people, never for arithmetic
 */
public record Stage(Phase phase, Instant since) {}
