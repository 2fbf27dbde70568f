package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of servers says what runs of the suite have shown, and nothing else. */
class MatrixTest {

  private static final Path PAGE = Path.of("src/main/asciidoc/_matrix.adoc");
  private static final Path MADE = Path.of("target/_matrix.adoc");

  private static List<Run> runs;

  @BeforeAll
  static void read() throws IOException {
    runs = Run.kept();
  }

  @Test
  void itIsMadeFromTheRuns() throws IOException {
    String made = Matrix.of(runs);
    Files.createDirectories(MADE.getParent());
    Files.writeString(MADE, made);
    assertThat(Files.readString(PAGE)).as("else: cp docs/%s docs/%s", MADE, PAGE).isEqualTo(made);
  }

  @Test
  void everyRunnerHasARun() throws IOException {
    try (var runners = Files.list(Path.of("../tck/runners"))) {
      List<String> all =
          runners
              .filter(runner -> Files.exists(runner.resolve("pom.xml")))
              .map(runner -> runner.getFileName().toString())
              .toList();
      assertThat(runs.stream().map(Run::runner).distinct())
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void nothingFailed() {
    assertThat(runs).isNotEmpty();
    for (Run run : runs) {
      assertThat(run.capabilities().keySet())
          .as(run.server())
          .isNotEmpty()
          .allMatch(test -> run.count(test, "failed") == 0);
    }
  }

  @Test
  void everyRunIsOfTheWholeSuite() throws IOException {
    List<String> tests;
    Path suite = Path.of("../tck/suite/src/main/java");
    try (var files = Files.walk(suite)) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("IT.java"))
              .map(name -> name.replace(".java", ""))
              .toList();
    }
    for (Run run : runs) {
      List<String> known = new ArrayList<>(run.capabilities().keySet());
      known.addAll(run.notRun());
      assertThat(known)
          .as(run.server() + ", " + run.jdk())
          .containsExactlyInAnyOrderElementsOf(tests);
    }
  }

  /** Else a class of tests that fails could be left out as one that has not been run. */
  @Test
  void whatHasNotBeenRunIsOfTheLongForm() throws IOException {
    for (Run run : runs) {
      if (run.jdkVersion().equals("JDK 17") && !run.isOfOtherVersion()) {
        assertThat(run.longForm()).as(run.server()).containsAll(run.notRun());
      }
    }
  }

  /** What a server does without the jar is its own doing, on whatever JDK: once is enough. */
  @Test
  void everyServerHasARunOfTheLongForm() {
    Map<String, List<Run>> ofServers = runs.stream().collect(Collectors.groupingBy(Run::runner));
    ofServers.forEach(
        (server, ofServer) ->
            assertThat(ofServer)
                .as(server)
                .anyMatch(run -> run.record().getProperty("controls").equals("true")));
  }

  @Test
  void everyRunIsOfTheVersionInTheBuildOrInItsName() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    for (Run run : runs) {
      if (run.isOfOtherVersion()) {
        assertThat(run.isNamedForItsVersion()).as(run.name() + ": " + run.server()).isTrue();
        continue;
      }
      Matcher version = Pattern.compile("<version\\." + run.runner() + ">([^<]+)<").matcher(pom);
      assertThat(version.find()).as(run.runner()).isTrue();
      assertThat(run.server()).contains(version.group(1));
    }
  }

  /** The page says which runs are of the same. */
  @Test
  void aRunNamesItsJar() {
    assertThat(runs.stream().map(Run::jar).flatMap(Optional::stream))
        .isNotEmpty()
        .allMatch(jar -> jar.matches("sha256:[0-9a-f]{64}"));
  }

  @Test
  void theReadmeNamesTheVersionsThatWereRunAndNoOthers() throws IOException {
    Pattern version = Pattern.compile("\\d+(\\.\\w+)+");
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("../README.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length > 2 && version.matcher(cells[2]).find()) {
        rows.put(cells[1].strip(), cells[2]);
      }
    }
    Map<String, String> ran = new TreeMap<>();
    for (Run run : runs) {
      String server = run.server().replaceFirst(" \\d.*", "");
      ran.merge(server, run.server(), (a, b) -> a + " " + b);
      assertThat(rows.get(server)).as(server).contains(run.version());
    }
    rows.forEach(
        (server, versions) ->
            assertThat(version.matcher(versions).results().map(MatchResult::group))
                .as(server)
                .allMatch(ran.getOrDefault(server, "")::contains));
  }
}
