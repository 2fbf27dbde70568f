package io.lameduck.tck.load;

import java.time.Duration;

/**
 * One request of the load.
 *
 * @param client who sent it
 * @param start when it was begun, counted from the start of the load
 * @param duration from there to its outcome, the connect included
 * @param outcome how it ended
 */
public record RequestRecord(Requester client, Duration start, Duration duration, Outcome outcome) {}
