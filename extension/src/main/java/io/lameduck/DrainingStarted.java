package io.lameduck;

import java.time.Duration;

/**
 * A CDI event: the lame-duck phase is over, and the drain waits for what is in flight. The time to
 * end what has no end of its own, such as an event stream: it is ended soon.
 *
 * <p>Observers are called as those of {@link LameDuckStarted} are.
 *
 * @param trigger what began the drain, as the log calls it
 * @param timeLeft until the deadline of the whole drain
 */
public record DrainingStarted(String trigger, Duration timeLeft) {}
