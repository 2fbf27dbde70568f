package io.lameduck.tck.load;

/**
 * The load so far.
 *
 * @param sent requests that have ended, failed ones included
 * @param failed those of them that failed
 */
public record Progress(long sent, long failed) {}
