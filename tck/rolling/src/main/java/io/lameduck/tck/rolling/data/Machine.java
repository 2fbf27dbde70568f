package io.lameduck.tck.rolling.data;

/**
 * Where a run was made.
 *
 * @param cores that the JVM sees
 * @param memoryMiB of the machine
 * @param processor its name
 * @param os name and version
 * @param kernel name and version
 * @param jdk that ran the servers
 * @param balancer name and version
 * @param loadBefore load average of the minute before the run: what else went on
 */
public record Machine(
    int cores,
    long memoryMiB,
    String processor,
    String os,
    String kernel,
    String jdk,
    String balancer,
    double loadBefore) {}
