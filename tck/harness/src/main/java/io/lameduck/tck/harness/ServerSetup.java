package io.lameduck.tck.harness;

import java.nio.file.Path;
import java.util.List;

/**
 * One instance of a server.
 *
 * @param directory an empty or re-used folder of this instance alone; its configuration, its work
 *     files and its log go here
 * @param httpPort where the application answers
 * @param managementPort for servers that answer health or management elsewhere; unused by others
 * @param war the one application
 * @param javaHome the JDK that runs the server
 * @param jvmOptions as given to {@code java}, system properties included
 */
public record ServerSetup(
    Path directory,
    int httpPort,
    int managementPort,
    Path war,
    Path javaHome,
    List<String> jvmOptions) {}
