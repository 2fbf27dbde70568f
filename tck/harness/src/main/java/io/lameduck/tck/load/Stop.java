package io.lameduck.tck.load;

import java.time.Duration;

/**
 * One stop of one instance.
 *
 * @param instance its place in the fleet
 * @param signalled when SIGTERM was sent, counted from the start of the rolling restart
 * @param exitTime from SIGTERM to the end of the process
 * @param exitCode of the process; 143 after SIGTERM
 */
public record Stop(int instance, Duration signalled, Duration exitTime, int exitCode) {}
