package io.lameduck.tck.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One instance of a server.
 *
 * @param directory an empty or re-used folder of this instance alone; its configuration, its work
 *     files and its log go here
 * @param httpPort where the application answers
 * @param managementPort for servers that answer health or management elsewhere; unused by others
 * @param archives the applications, WARs or EARs, deployed by the time that the server is ready; a
 *     WAR answers at its file name without the extension
 * @param paths answer any status but 404 and 503 once the applications are deployed
 * @param javaHome the JDK that runs the server
 * @param jvmOptions as given to {@code java}, system properties included
 * @param tlsPort where the applications answer over TLS, too, with any certificate; 0 if nowhere
 */
public record ServerSetup(
    Path directory,
    int httpPort,
    int managementPort,
    List<Path> archives,
    List<String> paths,
    Path javaHome,
    List<String> jvmOptions,
    int tlsPort) {

  /** Without TLS. */
  public ServerSetup(
      Path directory,
      int httpPort,
      int managementPort,
      List<Path> archives,
      List<String> paths,
      Path javaHome,
      List<String> jvmOptions) {
    this(directory, httpPort, managementPort, archives, paths, javaHome, jvmOptions, 0);
  }

  /** The same, with a port for TLS. */
  public ServerSetup withTls() {
    return new ServerSetup(
        directory,
        httpPort,
        managementPort,
        archives,
        paths,
        javaHome,
        jvmOptions,
        FreePorts.next());
  }

  /**
   * Two instances of the same, each with ports and a folder of its own below the given one, which
   * is made if need be.
   */
  public static List<ServerSetup> two(
      Path directory, Path archive, String path, Path javaHome, List<String> jvmOptions)
      throws IOException {
    List<ServerSetup> setups = new ArrayList<>();
    for (int instance = 1; instance <= 2; instance++) {
      setups.add(
          new ServerSetup(
              Files.createDirectories(directory.resolve("instance-" + instance)),
              FreePorts.next(),
              FreePorts.next(),
              List.of(archive),
              List.of(path),
              javaHome,
              jvmOptions));
    }
    return setups;
  }
}
