package io.lameduck.docs;

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
import java.util.stream.Stream;

/**
 * A run of the whole suite, as the suite recorded it in {@code tck-run.properties}. The records
 * that are kept are named {@code <runner>-jdk<version>.properties}, with what else tells them apart
 * after another dot, as in {@code openliberty-jdk25.mp71.properties}.
 */
record Run(String runner, Properties record, TreeMap<String, String> exclusions) {

  private static final Path KEPT = Path.of("src/main/tck");
  private static final Path RUNNERS = Path.of("../tck/runners");

  static List<Run> kept() throws IOException {
    List<Run> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(KEPT)) {
      for (Path file : files.sorted().toList()) {
        String runner =
            file.getFileName().toString().replaceFirst("-jdk\\d+(\\..+)?\\.properties$", "");
        Path excluded =
            RUNNERS.resolve(runner + "/src/test/resources/lameduck-tck-exclusions.properties");
        TreeMap<String, String> exclusions = new TreeMap<>();
        load(excluded).forEach((key, reason) -> exclusions.put(key.toString(), reason.toString()));
        runs.add(new Run(runner, load(file), exclusions));
      }
    }
    runs.sort(Comparator.comparing(Run::server).thenComparing(Run::jdk));
    return runs;
  }

  String server() {
    return record.getProperty("server");
  }

  String jdk() {
    return record.getProperty("jdk");
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

  /** Classes of tests that are newer than this record and have not been run there. */
  Set<String> notRun() {
    String names = record.getProperty("notRun", "");
    return names.isEmpty() ? Set.of() : Set.of(names.split(","));
  }

  /** Classes and methods of tests that only the long form runs there. */
  Set<String> longForm() throws IOException {
    return load(RUNNERS.resolve(runner + "/src/test/resources/lameduck-tck-long-form.properties"))
        .stringPropertyNames();
  }

  int count(String testClass, String outcome) {
    return Optional.ofNullable(record.getProperty(testClass + "." + outcome))
        .map(Integer::parseInt)
        .orElse(0);
  }

  private static Properties load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
