package io.lameduck.tck.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A JDK that may be another one than that of the tests. */
public final class Jdk {

  private Jdk() {}

  /** By its own name, for example {@code JDK 17.0.15+6}; by its folder where it has none. */
  public static String name(Path javaHome) {
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(javaHome.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return "JDK in " + javaHome;
    }
    return "JDK " + release.getProperty("JAVA_RUNTIME_VERSION", "?").replace("\"", "");
  }
}
