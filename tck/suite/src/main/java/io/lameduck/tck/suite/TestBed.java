package io.lameduck.tck.suite;

import io.lameduck.tck.harness.Jdk;
import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** What the runner supplies: the server, the jar under test, a JDK, and room to work in. */
final class TestBed {

  /** The jar under test. */
  static final Path JAR = required("lameduck.tck.jar");

  /** The JDK that runs the server. */
  static final Path JAVA_HOME =
      Path.of(System.getProperty("lameduck.tck.java.home", System.getProperty("java.home")));

  /** Dozens of starts, some beside a load: less compiling leaves the processors to it. */
  static final List<String> START_SOONER = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /**
   * The place in the order of classes of those that take long: first, so that none is left last.
   */
  static final int LONG = 1;

  private static final Path WORK = required("lameduck.tck.work");

  /** The server of the runner. Its name and its JDK are printed once, for the record. */
  static final ServerUnderTest SERVER = find();

  private TestBed() {}

  /** An empty folder below the runner's own. */
  static Path newDirectory(String name) {
    try {
      Files.createDirectories(WORK);
      return Files.createTempDirectory(WORK, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException("no room to work in", e);
    }
  }

  private static Path required(String property) {
    String path = System.getProperty(property);
    if (path == null) {
      throw new IllegalStateException("The runner has to set the system property " + property);
    }
    return Path.of(path);
  }

  private static ServerUnderTest find() {
    ServerUnderTest server = ServiceLoader.load(ServerUnderTest.class).findFirst().orElseThrow();
    System.out.printf(
        "Lameduck TCK on %s, %s, %s%n", server.name(), jdk(), System.getProperty("os.name"));
    return server;
  }

  /** The JDK that runs the server, by its own name. */
  static String jdk() {
    return Jdk.name(JAVA_HOME);
  }
}
