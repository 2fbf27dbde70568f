package io.lameduck.tck.rolling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lameduck.tck.harness.Chromium;
import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import io.lameduck.tck.rolling.data.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, on a screen as wide as a phone's. */
@Timeout(120)
class PageTest {

  private static final Path SCREENSHOTS = Path.of("target/screenshots").toAbsolutePath();
  private static final int PHONE = 360;

  /** Opens every page in a frame, unfolds it, and writes what there is to read into itself. */
  private static final String READER =
      """
      <!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">%s
      <script>
      onload = () => {
        for (const frame of document.querySelectorAll('iframe')) {
          const page = frame.contentDocument;
          page.querySelectorAll('details').forEach(details => details.open = true);
          const seen = document.createElement('pre');
          seen.id = frame.title;
          seen.textContent = JSON.stringify({
            text: page.body.innerText.replaceAll('\\u00a0', ' '),
            tooWide: page.documentElement.scrollWidth - page.documentElement.clientWidth,
            panels: page.querySelectorAll('.panel').length,
            rows: [...page.querySelectorAll('.timeline tbody tr')].map(row => row.innerText),
          });
          document.body.append(seen);
        }
      };
      </script>
      """;

  @TempDir private static Path directory = Path.of("");

  private static Map<String, BenchmarkRun> runs = Map.of();
  private static final Map<String, JsonNode> SEEN = new LinkedHashMap<>();
  private static Chromium.Opened opened = new Chromium.Opened("", List.of());

  @BeforeAll
  static void openAll() throws Exception {
    assumeTrue(Chromium.PROGRAM.isHere("The report in a browser"));
    runs = Samples.all();
    StringBuilder frames = new StringBuilder();
    for (Map.Entry<String, BenchmarkRun> run : runs.entrySet()) {
      ReportFiles.write(run.getValue(), directory, run.getKey());
      frames.append(
          "<iframe title=\"%s\" src=\"%s.html\" style=\"width:%dpx;height:900px\"></iframe>\n"
              .formatted(run.getKey(), run.getKey(), PHONE));
    }
    opened = new Chromium(directory).open(page("reader.html", READER.formatted(frames)));
    for (String name : runs.keySet()) {
      SEEN.put(name, read(name));
    }
  }

  @Test
  void nothingIsWrittenToTheConsole() {
    assertThat(opened.console()).isEmpty();
  }

  @Test
  void controlWhatIsWrongIsWrittenToTheConsole() throws Exception {
    Path broken = page("broken.html", "<script>nowhere.to.be.found()</script>");
    Path outer = page("outer.html", "<iframe src=\"" + broken.getFileName() + "\"></iframe>");
    assertThat(new Chromium(directory).open(outer).console()).isNotEmpty();
  }

  @Test
  void everyRowHasItsFigures() {
    runs.forEach(
        (name, run) -> {
          assertThat(SEEN).containsKey(name);
          String text = seen(name).get("text").asText();
          for (Row row : run.rows()) {
            Result result = row.result();
            assertThat(text).as(name).contains(row.server(), Words.variant(row), row.missing());
            if (result != null) {
              assertThat(text)
                  .as(name)
                  .contains(count(result.failed()) + " of " + count(result.sent()) + " failed");
              result
                  .failedByKind()
                  .forEach((kind, number) -> assertThat(text).contains(kind + " " + count(number)));
            }
          }
        });
  }

  @Test
  void everyPanelHasItsTimelineAsATable() {
    runs.forEach(
        (name, run) -> {
          int panels = 0;
          int steps = 0;
          for (Shown one : Shown.of(run.rows())) {
            panels++;
            double to = Plot.of(0, 0, 1, 1, Shown.of(run.rows())).to();
            steps += one.result().timeline().until(to).steps();
          }
          assertThat(seen(name).get("panels").asInt()).as(name).isEqualTo(panels);
          assertThat(seen(name).get("rows")).as(name).hasSize(steps);
        });
  }

  @Test
  void theTimelineSaysWhatTheDataSay() {
    Row nothing = runs.values().iterator().next().rows().get(0);
    Timeline line = Objects.requireNonNull(nothing.result()).timeline();
    for (int step = 0; step < 20; step++) {
      assertThat(seen("usual").get("rows").get(step).asText().split("\\s+"))
          .startsWith(
              String.format(Locale.ROOT, "%.2f", line.second(step)),
              count(line.sent().get(step)),
              count(line.ok().get(step)),
              count(line.failed().get(step)));
    }
  }

  @Test
  void theMachineTheNoteAndTheCommandAreThere() {
    BenchmarkRun run = runs.values().iterator().next();
    assertThat(seen("usual").get("text").asText())
        .contains(
            run.command(),
            run.note(),
            run.machine().processor(),
            run.machine().jdk(),
            run.machine().balancer(),
            "2026-11-24 08:00:00 UTC");
  }

  @Test
  void nothingIsWiderThanAPhone() {
    SEEN.forEach((name, page) -> assertThat(page.get("tooWide").asInt()).as(name).isZero());
  }

  @Test
  void noPageAsksForAnythingElse() throws IOException {
    for (String name : runs.keySet()) {
      assertThat(Files.readString(directory.resolve(name + ".html")))
          .doesNotContainPattern("(src|href)=\"(?!data:)")
          .doesNotContain("<script", "@import", "url(http");
    }
  }

  /** For people to look at. */
  @Test
  void screenshotsAreKept() throws Exception {
    Files.createDirectories(SCREENSHOTS);
    Path picture = SCREENSHOTS.resolve("page.png");
    new Chromium(directory).screenshot(directory.resolve("usual.html"), picture, 1_100, 2_600);
    assertThat(Files.size(picture)).isGreaterThan(50_000);
  }

  private static JsonNode seen(String name) {
    return Objects.requireNonNull(SEEN.get(name));
  }

  private static JsonNode read(String name) throws IOException {
    Matcher found =
        Pattern.compile("<pre id=\"" + name + "\">(.*?)</pre>", Pattern.DOTALL)
            .matcher(opened.dom());
    assertThat(found.find()).as(name + " in " + opened).isTrue();
    String json = found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return new ObjectMapper().readTree(json);
  }

  private static Path page(String name, String html) throws IOException {
    return Files.writeString(directory.resolve(name), html);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
