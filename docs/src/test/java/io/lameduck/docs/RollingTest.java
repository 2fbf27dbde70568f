package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.DataFile;
import io.lameduck.tck.rolling.data.Row;
import io.lameduck.tck.rolling.report.Picture;
import io.lameduck.tck.rolling.report.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pictures and tables of the benchmark say what its data files say, and nothing else. */
class RollingTest {

  private static final Path DATA = Path.of("src/main/rolling");
  private static final Path PAGES = Path.of("src/main/asciidoc");
  private static final Path MADE = Path.of("target/rolling");

  private static final Map<String, BenchmarkRun> RUNS = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    Files.createDirectories(MADE);
    try (Stream<Path> files = Files.list(DATA)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        RUNS.put(name, DataFile.read(file));
      }
    }
  }

  @Test
  void thePicturesAreMadeFromTheData() throws IOException {
    for (Map.Entry<String, BenchmarkRun> run : RUNS.entrySet()) {
      assertMade("rolling-" + run.getKey() + ".svg", Picture.svg(run.getValue()));
    }
  }

  @Test
  void theTablesAreMadeFromTheData() throws IOException {
    for (Map.Entry<String, BenchmarkRun> run : RUNS.entrySet()) {
      String head =
          "// Made from src/main/rolling/" + run.getKey() + ".json by RollingTest: do not edit.\n";
      assertMade("_rolling-" + run.getKey() + ".adoc", head + ResultTable.asciidoc(run.getValue()));
    }
  }

  @Test
  void thePageShowsEachOfThem() {
    String page = Page.named("benchmark").text();
    assertThat(RUNS).isNotEmpty();
    for (Map.Entry<String, BenchmarkRun> run : RUNS.entrySet()) {
      assertThat(page)
          .contains(
              "image::rolling-" + run.getKey() + ".svg[",
              "include::_rolling-" + run.getKey() + ".adoc[]",
              "link:rolling/" + run.getKey() + ".html[",
              run.getValue().command());
    }
  }

  /** What it is, a picture, the two commands: on one screen, with all that follows on the next. */
  @Test
  void theReadmeOpensWithOneOfThem() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    assertThat(readme.lines().count()).isLessThanOrEqualTo(70);
    String top = readme.substring(0, readme.indexOf("## Use it"));
    assertThat(top)
        .containsPattern(
            "!\\[[^\\]]+]\\(docs/src/main/asciidoc/rolling-("
                + String.join("|", RUNS.keySet())
                + ")\\.svg\\)")
        .containsSubsequence("\nmvn -q verify -Ddemo", "\nmvn verify\n");
    assertThat(top.lines().count()).isLessThanOrEqualTo(30);
  }

  @Test
  void everyRunIsOfAServerInTheBuild() throws IOException {
    List<String> versions =
        Pattern.compile("<version\\.(?:wildfly|openliberty|payara-micro|payara-server)>([^<]+)<")
            .matcher(Files.readString(Path.of("../pom.xml")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(versions).hasSize(4);
    for (BenchmarkRun run : RUNS.values()) {
      for (Row row : run.rows()) {
        assertThat(versions).as(row.server()).anyMatch(version -> row.server().contains(version));
      }
    }
  }

  private static void assertMade(String name, String made) throws IOException {
    Path file = PAGES.resolve(name);
    Files.writeString(MADE.resolve(name), made);
    assertThat(file).as("cp docs/%s/%s docs/%s", MADE, name, file).exists();
    assertThat(Files.readString(file))
        .as("else: cp docs/%s/%s docs/%s", MADE, name, file)
        .isEqualTo(made);
  }
}
