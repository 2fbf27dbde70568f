package io.lameduck.tck.cost.data;

/**
 * One start of a server, until it was ready and each WAR had answered.
 *
 * @param millis from the start of its process
 * @param processorMillis that the process used in that time, user and system, all its threads:
 *     where it had to wait for the processor it used none
 */
public record Start(long millis, long processorMillis) {}
