package io.lameduck.tck.runner.openliberty;

import io.lameduck.tck.harness.Jdk;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** An unpacked Open Liberty, which is only read, and the commands of its script {@code server}. */
final class Distribution {

  /** The JDK from which on the options differ. */
  private static final int WITHOUT_SECURITY_MANAGER = 24;

  private final Path home;

  /**
   * @param home the folder {@code wlp}
   */
  Distribution(Path home) {
    this.home = home;
  }

  /** As the server says it, for example {@code 26.0.0.3}. */
  String version() {
    try {
      return property(
          home.resolve("lib/versions/openliberty.properties"), "com.ibm.websphere.productVersion");
    } catch (IOException e) {
      throw new UncheckedIOException("not an Open Liberty: " + home, e);
    }
  }

  /**
   * What {@code server run} ends up with after its {@code exec}: one JVM in the foreground, with
   * the agent and the options of the server.
   */
  List<String> run(Path javaHome, List<String> jvmOptions, String serverName) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java(javaHome));
    command.add("-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"));
    command.add("@" + moduleOptions(javaHome));
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", launcher(), serverName));
    return command;
  }

  /** What {@code server stop} does: it tells the server, and waits for its end. */
  List<String> stop(Path javaHome, String serverName) {
    return List.of(java(javaHome), "-jar", launcher(), serverName, "--stop");
  }

  private String launcher() {
    return home.resolve("bin/tools/ws-server.jar").toString();
  }

  private static String java(Path javaHome) {
    return javaHome.resolve("bin/java").toString();
  }

  /** One option a line and comments: what {@code java} takes as an argument file. */
  private Path moduleOptions(Path javaHome) {
    return home.resolve(
        Jdk.feature(javaHome) < WITHOUT_SECURITY_MANAGER
            ? "lib/platform/java/java9.options"
            : "lib/platform/java/java24.options");
  }

  private static String property(Path file, String key) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IOException("no " + key + " in " + file);
    }
    return value;
  }
}
