package io.lameduck.tck.cost.data;

/**
 * A few seconds of load on one instance.
 *
 * @param requests that were answered
 * @param perSecond of them
 * @param p50Millis half of them took no longer
 * @param p99Millis 99 of 100 took no longer
 * @param processorMicros processor time of the server by request, user and system; what it does
 *     besides, such as compiling, is in it
 */
public record Round(
    long requests, double perSecond, double p50Millis, double p99Millis, double processorMicros) {}
