package io.lameduck;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;
import static org.junit.jupiter.api.io.CleanupMode.ON_SUCCESS;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever builds the same sources gets the same bytes: what this build has made is made again, in
 * another folder, by another user of another place and time, and compared.
 */
@Tag("published")
class DoubleBuildTest {

  private static final Path MODULE = Path.of("").toAbsolutePath();

  /** Turkish, whose small form of the letter I is not that of ASCII. The rest is for speed. */
  private static final String OTHER_JVM =
      "-Duser.name=somebody -Duser.language=tr -Duser.country=TR"
          + " -Duser.timezone=Pacific/Auckland -Dfile.encoding=ISO-8859-9"
          + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /**
   * Whether the group may write does not show in a jar. Whether others may read does, whatever
   * Maven is told, so that stays as it is here; {@link PublishedFilesTest} sees to it in a release.
   */
  private static final String OTHER_UMASK = "umask $(printf %04o $(($(umask) ^ 020)))";

  /** Kept where it fails, to be looked at. */
  @Test
  @EnabledIfEnvironmentVariable(named = "CI", matches = "true", disabledReason = "takes a build")
  @DisabledOnOs(value = WINDOWS, disabledReason = "no umask")
  void theSameSourcesGiveTheSameBytes(@TempDir(cleanup = ON_SUCCESS) Path folder)
      throws IOException, InterruptedException {
    Path again = folder.resolve("extension");
    copyOfTheSources(folder);
    build(again, folder.resolve("build.log"));
    List<String> different = new ArrayList<>();
    for (Published kind : Published.made()) {
      Path first = kind.in(MODULE);
      Path second = kind.in(again);
      System.out.println(sha256(first) + "  " + first.getFileName());
      if (Files.mismatch(first, second) >= 0) {
        different.add(first.getFileName() + ", the second time " + sha256(second));
        if (first.toString().endsWith(".jar")) {
          JarDifferences.between(first, second).forEach(line -> different.add("  " + line));
        }
      }
    }
    assertThat(different).as("what a second build has made otherwise, in " + folder).isEmpty();
  }

  /**
   * All that a build of this module reads, and nothing that another build has left. With the rights
   * that it has: whoever checked it out may have had another umask than whoever builds.
   */
  private static void copyOfTheSources(Path folder) throws IOException {
    Path root = Objects.requireNonNull(MODULE.getParent());
    for (String part : List.of("pom.xml", ".mvn", "extension/pom.xml", "extension/src/main")) {
      try (Stream<Path> paths = Files.walk(root.resolve(part))) {
        for (Path path : (Iterable<Path>) paths::iterator) {
          Path copy = folder.resolve(root.relativize(path).toString());
          Files.createDirectories(Objects.requireNonNull(copy.getParent()));
          Files.copy(path, copy, COPY_ATTRIBUTES); // A folder before what is in it.
        }
      }
    }
  }

  private static void build(Path module, Path log) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", OTHER_UMASK + " && exec \"$@\"", "sh"));
    command.add(Path.of(property("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-Dmaven.repo.local=" + property("published.repository")));
    command.addAll(List.of("-Dmaven.test.skip", "-Dspotless.check.skip", "-Denforcer.skip"));
    command.add("package");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(module.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    builder
        .environment()
        .putAll(Map.of("TZ", "Pacific/Auckland", "LC_ALL", "C", "JAVA_TOOL_OPTIONS", OTHER_JVM));
    Process build = builder.start();
    try {
      assertThat(build.waitFor(10, TimeUnit.MINUTES)).as("ended, see " + log).isTrue();
    } finally {
      build.destroyForcibly();
    }
    assertThat(build.exitValue()).as(Files.readString(log)).isZero();
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }

  /** The control: a jar that tells when it was made is not the same, and it is said why. */
  @Test
  void aTimeThatIsLeftInAJarIsSeen(@TempDir Path folder) throws IOException {
    Path first = jar(folder.resolve("first.jar"), LocalDateTime.of(2026, 1, 1, 0, 0));
    Path second = jar(folder.resolve("second.jar"), LocalDateTime.of(2026, 1, 1, 0, 2));
    assertThat(Files.mismatch(first, second)).isNotNegative();
    assertThat(JarDifferences.between(first, second))
        .containsExactly("a is of 2026-01-01T00:00, then of 2026-01-01T00:02");
  }

  private static Path jar(Path file, LocalDateTime time) throws IOException {
    try (OutputStream stream = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      ZipEntry entry = new ZipEntry("a");
      entry.setTimeLocal(time);
      zip.putNextEntry(entry);
      zip.closeEntry();
    }
    return file;
  }
}
