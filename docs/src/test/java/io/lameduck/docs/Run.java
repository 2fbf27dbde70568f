package io.lameduck.docs;

import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A run of the whole suite, as the suite recorded it in {@code tck-run.properties}. The records
 * that are kept are named {@code <runner>-jdk<version>.properties}, with what else tells them apart
 * after another dot, as in {@code openliberty-jdk25.mp71.properties}; with {@code v} it is a
 * version of the server that is not that of the build, as in {@code
 * wildfly-jdk17.v35.0.1.Final.properties}.
 *
 * @param name of the file, without its extension
 * @param exclusions what the server is not asked, with the reason
 * @param ofVersion those of them that are only for its version
 */
record Run(
    String name,
    String runner,
    Properties record,
    TreeMap<String, String> exclusions,
    TreeMap<String, String> ofVersion) {

  private static final Path KEPT = Path.of("src/main/tck");
  private static final Path RUNNERS = Path.of("../tck/runners");

  static List<Run> kept() throws IOException {
    List<Run> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(KEPT)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.properties$", "");
        runs.add(of(name, load(file)));
      }
    }
    runs.sort(Comparator.comparing(Run::server).thenComparing(Run::jdk));
    return runs;
  }

  private static Run of(String name, Properties record) throws IOException {
    String runner = name.replaceFirst("-jdk\\d+(\\..+)?$", "");
    String version = versionOf(record.getProperty("server"));
    TreeMap<String, String> exclusions = exclusions(runner, "");
    TreeMap<String, String> ofVersion = exclusions(runner, "-" + version);
    exclusions.putAll(ofVersion);
    exclusions.values().removeIf(String::isEmpty); // Asked in this version nevertheless.
    ofVersion.values().removeIf(String::isEmpty);
    return new Run(name, runner, record, exclusions, ofVersion);
  }

  private static TreeMap<String, String> exclusions(String runner, String version)
      throws IOException {
    TreeMap<String, String> exclusions = new TreeMap<>();
    Path file =
        RUNNERS.resolve(
            runner + "/src/test/resources/lameduck-tck-exclusions" + version + ".properties");
    if (version.isEmpty() || Files.exists(file)) {
      load(file).forEach((key, reason) -> exclusions.put(key.toString(), reason.toString()));
    }
    return exclusions;
  }

  private static String versionOf(String server) {
    return ServerUnderTest.withoutLevels(server).replaceFirst(".* ", "");
  }

  /** Whether it is of another version of the server than the build has. */
  boolean isOfOtherVersion() {
    return name.matches(".*-jdk\\d+\\.v\\d.*");
  }

  /** Whether the name says which version. */
  boolean isNamedForItsVersion() {
    return name.endsWith(".v" + version());
  }

  String server() {
    return record.getProperty("server");
  }

  String jdk() {
    return record.getProperty("jdk");
  }

  /** Of the server, without the levels of the platform. */
  String version() {
    return versionOf(server());
  }

  /** What tells the jar from others; records from before 2026-12 do not say it. */
  Optional<String> jar() {
    return Optional.ofNullable(record.getProperty("jar"));
  }

  /** The feature version alone. */
  String jdkVersion() {
    return jdk().replaceFirst("^JDK (\\d+).*", "JDK $1");
  }

  /** What each class of tests shows, by its name. */
  TreeMap<String, String> capabilities() {
    TreeMap<String, String> capabilities = new TreeMap<>();
    for (String key : record.stringPropertyNames()) {
      if (key.endsWith(".shows")) {
        capabilities.put(key.replaceFirst("\\.shows$", ""), record.getProperty(key));
      }
    }
    return capabilities;
  }

  /**
   * Classes of tests that are newer than this record and have not been run there; of a record of
   * the short form also those that only the long form runs.
   */
  Set<String> notRun() throws IOException {
    Set<String> notRun = new TreeSet<>();
    String names = record.getProperty("notRun", "");
    if (!names.isEmpty()) {
      notRun.addAll(List.of(names.split(",")));
    }
    if (record.getProperty("controls").equals("false")) {
      longForm().stream().filter(name -> !name.contains(".")).forEach(notRun::add);
      notRun.removeAll(capabilities().keySet());
    }
    return notRun;
  }

  /** Classes and methods of tests that only the long form runs there. */
  Set<String> longForm() throws IOException {
    Path resources = RUNNERS.resolve(runner + "/src/test/resources");
    Path ofVersion = resources.resolve("lameduck-tck-long-form-" + version() + ".properties");
    Path all = resources.resolve("lameduck-tck-long-form.properties");
    return load(Files.exists(ofVersion) ? ofVersion : all).stringPropertyNames();
  }

  int count(String testClass, String outcome) {
    return Optional.ofNullable(record.getProperty(testClass + "." + outcome))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /** All tests with this outcome. */
  int total(String outcome) {
    return capabilities().keySet().stream().mapToInt(test -> count(test, outcome)).sum();
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
