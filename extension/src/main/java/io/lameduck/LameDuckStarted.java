package io.lameduck;

import java.time.Duration;

/**
 * A CDI event: from now on the application says that it is not ready, and still serves. The time to
 * stop what brings new work by itself, such as the consumer of a queue.
 *
 * <p>Not sent if the lame-duck phase is skipped; {@link DrainingStarted} always is. The drain waits
 * for its observers for two seconds, no longer; they are called on a thread of Lameduck's own, with
 * the application's context class loader and an active request context.
 *
 * @param trigger what began the drain, as the log calls it
 * @param timeLeft until the deadline of the whole drain
 */
public record LameDuckStarted(String trigger, Duration timeLeft) {}
