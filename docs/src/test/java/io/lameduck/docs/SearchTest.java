package io.lameduck.docs;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lameduck.config.Key;
import io.lameduck.tck.harness.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The search and the navigation in a real browser, in which the pages are opened as files. */
@Timeout(120)
class SearchTest {

  /** Of the page's clock, which does not wait for itself. */
  private static final Duration TIME = Duration.ofSeconds(60);

  /** What a reader may ask, and what has to be among the first three results. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("grace period", "configuration.html#lameduck.grace-period"),
          entry("announce.min", "configuration.html#lameduck.announce.min"),
          entry("exit code 137", "troubleshooting.html#killed"),
          entry("readiness probe", "kubernetes.html#probe"),
          entry("HTTP/2", "http2.html"),
          entry("websocket", "streams.html#websocket"),
          entry("second signal", "stops.html#second"),
          entry("SSE reconnect", "streams.html#events"),
          entry("overhead", "measurements.html#cost"),
          entry("turn off", "configuration.html#off"),
          entry("service mesh", "balancers.html#mesh"),
          entry("xyzzy", ""));

  @TempDir private static Path directory = Path.of("");

  private static JsonNode seen = new ObjectMapper().createObjectNode();
  private static List<String> console = List.of();

  @BeforeAll
  static void use() throws Exception {
    assumeTrue(Chromium.PROGRAM.isHere("The search of the documentation in a browser"));
    String reader =
        Site.text(Path.of("src/test/resources/reader.html"))
            .replace("FOLDER", Site.FOLDER.toAbsolutePath().toUri().toString())
            .replace("of PAGES", "of " + json(Site.withSource()))
            .replace(
                "of IDS", "of " + json(MessageSource.ids()) + ".concat(" + json(Key.names()) + ")")
            .replace("of WORDS", "of " + json(WORDS.keySet()));
    Path page = Files.writeString(directory.resolve("reader.html"), reader);
    Chromium.Opened opened = new Chromium(directory).open(page, TIME);
    Document dom = Jsoup.parse(opened.dom());
    assertThat(dom.select("#seen").text()).as("%s", opened).isNotEmpty();
    seen = new ObjectMapper().readTree(dom.select("#seen").text());
    console = opened.console();
  }

  @Test
  void nothingIsWrittenToTheConsole() {
    assertThat(console).isEmpty();
    assertThat(seen.path("failure").asText()).isEmpty();
  }

  @Test
  void everyLogIdAndKeyFindsItsEntryFirst() {
    MessageSource.ids().forEach(id -> assertFirst(id, "troubleshooting.html#" + id));
    Key.names().forEach(key -> assertFirst(key, "configuration.html#" + key));
  }

  /** The one that finds nothing is the control. */
  @Test
  void wordsFindTheirPage() {
    WORDS.forEach(
        (words, href) -> {
          List<String> found = seen.path("words").path(words).findValuesAsText("href");
          if (href.isEmpty()) {
            assertThat(found).as(words).isEmpty();
          } else {
            assertThat(found).as(words).contains(href);
          }
        });
  }

  @Test
  void theFirstResultLeadsToItsEntry() {
    JsonNode arrived = seen.path("arrived");
    assertThat(arrived.path("address").asText()).endsWith("troubleshooting.html#LD0029");
    assertThat(arrived.path("top").asInt()).as("below the bar").isBetween(0, 300);
  }

  @Test
  void onAPhoneTheNavigationFolds() {
    JsonNode phone = seen.path("phone");
    assertThat(phone.path("before").asBoolean()).isFalse();
    assertThat(phone.path("unfolded").asBoolean()).isTrue();
    assertThat(phone.path("after").asBoolean()).isFalse();
  }

  @Test
  void onAWideScreenTheNavigationIsAtTheSide() {
    JsonNode wide = seen.path("wide");
    assertThat(wide.path("before").asBoolean()).isTrue();
    assertThat(wide.path("button").asBoolean()).isFalse();
    assertThat(wide.path("right").asInt()).isLessThanOrEqualTo(wide.path("content").asInt());
    assertThat(wide.path("current")).hasSize(1);
    assertThat(wide.path("current").path(0).asText()).isEqualTo("kubernetes.html");
  }

  @Test
  void noPageIsWiderThanItsWindow() {
    for (String page : Site.withSource()) {
      for (String width : List.of("360", "1280")) {
        JsonNode tooWide = seen.path("tooWide").path(page + " " + width);
        assertThat(tooWide.isInt()).as(page).isTrue();
        assertThat(tooWide.asInt()).as("%s at %s", page, width).isZero();
      }
    }
  }

  private static void assertFirst(String words, String href) {
    JsonNode first = seen.path("found").path(words);
    assertThat(first.path("title").asText()).isEqualTo(words);
    assertThat(first.path("href").asText()).isEqualTo(href);
  }

  private static String json(Collection<String> words) throws IOException {
    return new ObjectMapper().writeValueAsString(words);
  }
}
