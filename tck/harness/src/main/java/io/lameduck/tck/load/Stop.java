package io.lameduck.tck.load;

import java.time.Duration;

/**
 * One stop of one instance.
 *
 * @param instance its place in the fleet
 * @param begun when the stop began, counted from the start of the load: with a sleeping hook that
 *     is the beginning of its sleep, otherwise the moment when the instance was told
 * @param exitTime from there to the end of the process
 * @param exitCode of the process; 143 after SIGTERM
 */
public record Stop(int instance, Duration begun, Duration exitTime, int exitCode) {}
