package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.Key;
import io.lameduck.docs.site.SearchIndex;
import io.lameduck.docs.site.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The pages are one site: each is found, by the navigation and by the search, and all links arrive.
 */
class SiteTest {

  private static final List<String> GROUPS = SiteGroups.NAMES;

  private static final int MOST_WORDS = 18_000;

  private static Site site = new Site(Site.FOLDER, Map.of());
  private static List<Section> sections = List.of();

  @BeforeAll
  static void read() throws IOException {
    site = Site.built();
    sections = SearchIndex.read(Site.FOLDER);
  }

  @Test
  void eachPageIsInTheNavigationOnce() {
    for (String name : Site.withSource()) {
      assertThat(site.page(name).select("#pages a[href]").eachAttr("href"))
          .as("docinfo-header.html, in %s", name)
          .containsExactlyInAnyOrderElementsOf(Site.withSource());
    }
  }

  @Test
  void theNavigationHasFourGroups() {
    Document page = site.page("index.html");
    assertThat(page.select("#pages > p").eachText()).isEqualTo(GROUPS);
    assertThat(page.select("#pages > p + ul")).hasSameSizeAs(GROUPS);
    assertThat(page.select("#pages a").eachText()).doesNotHaveDuplicates();
  }

  @Test
  void theOpenPageIsMarked() {
    for (String name : Site.withSource()) {
      assertThat(site.page(name).select("head > style").html())
          .as(name)
          .containsOnlyOnce("#pages a[href=\"" + name + "\"]{");
    }
  }

  /** The pages that the benchmark makes are not in the navigation. */
  @Test
  void noPageIsFurtherThanTwoClicks() {
    assertThat(site.clicks()).containsOnlyKeys(site.pages().keySet());
    assertThat(site.clicks().values()).allMatch(clicks -> clicks <= 2);
  }

  @Test
  void everyLinkArrives() {
    assertThat(site.broken()).isEmpty();
  }

  /** The control. */
  @Test
  void aLinkToNowhereIsNoticed() {
    String links =
        """
        <p id="here"></p><a href="#here"></a><a href="servers.html#matrix"></a>
        <a href="#there"></a><a href="servers.html#martix"></a><a href="server.html"></a>
        <img src="timeline.png"><a href="timeline.svg"></a><a href="http://elsewhere.invalid/"></a>
        """;
    Map<String, Document> pages = new HashMap<>(site.pages());
    pages.put("control.html", Jsoup.parse(links));
    assertThat(new Site(Site.FOLDER, pages).broken())
        .containsExactly(
            "control.html: #there",
            "control.html: servers.html#martix",
            "control.html: server.html",
            "control.html: timeline.png");
  }

  /** Readers of the front page look before they read. */
  @Test
  void theFrontPageBeginsWithTheBenchmark() {
    assertThat(site.page("index.html").select("#content img").eachAttr("src"))
        .containsExactly("rolling-wildfly.svg", "balancer.svg", "timeline.svg");
    assertThat(site.page("how-it-works.html").select("#content img").eachAttr("src"))
        .containsExactly("phases.svg", "timeline.svg");
    for (Document page : site.pages().values()) {
      assertThat(page.select("#content img").eachAttr("alt")).doesNotContain("");
    }
  }

  @Test
  void noAnchorIsThereTwice() {
    site.pages()
        .forEach(
            (name, page) ->
                assertThat(page.select("#side [id], #header [id], #content [id]").eachAttr("id"))
                    .as(name)
                    .doesNotHaveDuplicates());
  }

  @Test
  void nothingIsLoadedFromAnotherHost() {
    assertThat(site.foreign()).isEmpty();
    for (String file : List.of("site.css", "site.js")) {
      assertThat(Site.text(Site.FOLDER.resolve(file)))
          .as(file)
          .doesNotContainPattern("https?:|@import|url\\(|\\bfetch\\(|XMLHttpRequest");
    }
  }

  @Test
  void theSearchFindsEveryPageAndHeading() {
    List<String> headings = new ArrayList<>();
    for (String name : Site.withSource()) {
      headings.add(name);
      for (Element heading : site.page(name).select("#content").select("h2,h3,h4,h5,h6")) {
        headings.add(name + "#" + heading.id());
      }
    }
    assertThat(sections.stream().map(Section::href)).doesNotHaveDuplicates().containsAll(headings);
    assertThat(sections).allMatch(section -> site.arrives("index.html", section.href()));
  }

  @Test
  void theSearchFindsEveryKey() {
    for (String key : Key.names()) {
      assertThat(sections)
          .filteredOn(section -> section.title().equals(key))
          .singleElement()
          .satisfies(
              section -> assertThat(section.href()).isEqualTo("configuration.html#" + key),
              section -> assertThat(section.text()).isNotEmpty());
    }
  }

  @Test
  void theSearchFindsEveryLogId() {
    Set<String> missing = new HashSet<>(MessageSource.ids());
    for (Section section : sections) {
      if (missing.remove(section.title())) {
        assertThat(section.href()).isEqualTo("troubleshooting.html#" + section.title());
        assertThat(section.text()).contains(section.title() + ": ");
      }
    }
    assertThat(missing).isEmpty();
  }

  /** Without the table of the servers: the tests make it, and readers only look things up in it. */
  @Test
  void whatIsForUsersIsShort() {
    long words = SiteGroups.forUsers().stream().mapToLong(SiteTest::words).sum();
    System.out.println("Words of Start, Guides and Reference: " + words);
    assertThat(words).isLessThanOrEqualTo(MOST_WORDS);
  }

  /** In the source, as an editor counts them, but for signs that stand alone. */
  private static long words(String name) {
    String text = Page.named(name).text();
    return Pattern.compile("\\s+")
        .splitAsStream(text)
        .filter(word -> word.matches(".*[\\p{L}\\p{N}].*"))
        .count();
  }
}
