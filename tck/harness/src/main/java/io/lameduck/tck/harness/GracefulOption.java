package io.lameduck.tck.harness;

import java.util.List;

/**
 * A server's own way to end gracefully.
 *
 * @param description as its operator would write it, for reports
 * @param jvmOptions what switches it on; none where it is always on
 */
public record GracefulOption(String description, List<String> jvmOptions) {}
