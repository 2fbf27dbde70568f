package io.lameduck.tck.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** A JDK that may be another one than that of the tests. */
public final class Jdk {

  private Jdk() {}

  /** By its own name, for example {@code JDK 17.0.15+6}; by its folder where it has none. */
  public static String name(Path javaHome) {
    return version(javaHome).map(version -> "JDK " + version).orElse("JDK in " + javaHome);
  }

  /** The version of its Java, such as 21; 0 if the folder is no JDK. */
  public static int feature(Path javaHome) {
    return version(javaHome).map(version -> Runtime.Version.parse(version).feature()).orElse(0);
  }

  private static Optional<String> version(Path javaHome) {
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(javaHome.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.ofNullable(release.getProperty("JAVA_RUNTIME_VERSION"))
        .map(version -> version.replace("\"", ""));
  }
}
