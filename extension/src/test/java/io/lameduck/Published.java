package io.lameduck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipFile;

/** A file that a release consists of, by where the build leaves it. */
enum Published {
  JAR("lameduck-%s.jar"),
  SOURCES("lameduck-%s-sources.jar"),
  JAVADOC("lameduck-%s-javadoc.jar"),
  POM("published-pom.xml"),
  SBOM("bom.json");

  private final String name;

  Published(String name) {
    this.name = name;
  }

  /** In the module's folder, below what the build has made. */
  Path in(Path module) {
    return module.resolve("target").resolve(name.formatted(version()));
  }

  /** The names of what is in it; for a jar. */
  List<String> entries(Path module) throws IOException {
    try (ZipFile zip = new ZipFile(in(module).toFile())) {
      return zip.stream().map(entry -> entry.getName()).toList();
    }
  }

  /** What is in it under this name; for a jar. */
  byte[] content(Path module, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(in(module).toFile())) {
      return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
    }
  }

  /** All but the SBOM where Maven is off line: its plugin then does nothing. */
  static Set<Published> made() {
    boolean offline = "offline=true".equals(System.getProperty("published.maven"));
    return offline ? EnumSet.complementOf(EnumSet.of(SBOM)) : EnumSet.allOf(Published.class);
  }

  static String version() {
    return Objects.requireNonNull(System.getProperty("published.version"));
  }
}
