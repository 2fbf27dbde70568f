package io.lameduck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be measured of plain English, on the pages for users. */
class StyleTest {

  /** Twenty words are the aim of a sentence; a semicolon or a colon may join two short ones. */
  private static final int MOST_WORDS = 25;

  private static final int MOST_WORDS_OF_A_CLAUSE = 20;

  /** Of a hundred sentences of a page. */
  private static final int MOST_PASSIVE = 30;

  /** What is not written, and what is written instead. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("where", "if, when, or the thing itself"),
          Map.entry("whoever|somebody|anybody|nobody", "who it is: a client, an operator"),
          Map.entry("of its own|of their own", "a separate"),
          Map.entry("of the jar's own", "of the jar"),
          Map.entry("the door", "accepts requests"),
          Map.entry("what comes|what goes|nothing of (?:it|them)", "the requests, the responses"),
          Map.entry("whatever|however long", "the thing itself"),
          Map.entry("in order to", "to"),
          Map.entry("outside of|inside of", "outside, inside"),
          Map.entry("neighbours?|rehearsals?|tenants?|seats?", "the field's word"),
          Map.entry("simply|obviously|of course|just", "nothing"));

  /** Background pages that readers of the front page are sent to. */
  private static final List<String> MORE = List.of("how-it-works", "benchmark");

  private static Site site = new Site(Site.FOLDER, Map.of());

  @BeforeAll
  static void read() throws IOException {
    site = Site.built();
  }

  @Test
  void sentencesAreShort() {
    List<String> tooLong = new ArrayList<>();
    sentences()
        .forEach(
            (page, sentences) ->
                sentences.stream()
                    .flatMap(
                        sentence ->
                            Prose.tooLong(sentence, MOST_WORDS, MOST_WORDS_OF_A_CLAUSE).stream())
                    .forEach(found -> tooLong.add(page + ": " + found)));
    assertThat(tooLong).isEmpty();
  }

  @Test
  void wordsAreThoseOfTheField() {
    List<String> wrong = new ArrayList<>();
    sentences()
        .forEach(
            (page, sentences) ->
                sentences.forEach(
                    sentence ->
                        unwanted(sentence)
                            .forEach(word -> wrong.add(page + ": " + word + ": " + sentence))));
    assertThat(wrong).isEmpty();
  }

  @Test
  void mostSentencesAreActive() {
    sentences()
        .forEach(
            (page, sentences) -> {
              long passive = sentences.stream().filter(Prose::isPassive).count();
              assertThat(100 * passive / sentences.size())
                  .as(
                      () ->
                          page
                              + "\n"
                              + String.join(
                                  "\n", sentences.stream().filter(Prose::isPassive).toList()))
                  .isLessThanOrEqualTo(MOST_PASSIVE);
            });
  }

  /** What a page is for is said before its first heading, table or picture. */
  @Test
  void everyPageBeginsWithASentence() {
    for (String name : Site.withSource()) {
      Document page = site.page(name);
      assertThat(page.select("#preamble > .sectionbody > :first-child").hasClass("paragraph"))
          .as(name)
          .isTrue();
      String first = Prose.sentences(page).get(0);
      assertThat(Prose.tooLong(first, MOST_WORDS, MOST_WORDS_OF_A_CLAUSE)).as(name).isEmpty();
    }
  }

  @Test
  void aLineHasOneSentence() {
    Pattern two = Pattern.compile("[a-z)`\\]]\\. [A-Z`*]");
    List<String> wrong = new ArrayList<>();
    for (Page page : Page.all()) {
      if (page.name().startsWith("_")) {
        continue; // Made by the tests, or a table.
      }
      page.text()
          .replaceAll("(?m)^----\\n(?:(?!----$).*\\n)*----$", "")
          .lines()
          .filter(line -> !line.startsWith("image::") && two.matcher(line).find())
          .forEach(line -> wrong.add(page.name() + ": " + line));
    }
    assertThat(wrong).isEmpty();
  }

  /** The control. */
  @Test
  void whatIsNotPlainIsNoticed() {
    String long21 = "a ".repeat(20) + "b.";
    assertThat(Prose.tooLong(long21, 25, 20)).hasSize(1);
    assertThat(Prose.tooLong("a ".repeat(15) + "b; " + "a ".repeat(14) + "b.", 25, 20)).hasSize(1);
    assertThat(Prose.tooLong("a ".repeat(19) + "b.", 25, 20)).isEmpty();
    assertThat(Prose.sentences("It ends (Code, Code). The jar waits (Source).").toList())
        .containsExactly("It ends.", "The jar waits.");
    assertThat(unwanted("It ends where nobody asks.")).hasSize(2);
    assertThat(unwanted("The pod elsewhere ends somewhere.")).isEmpty();
    assertThat(Prose.isPassive("The request is served.")).isTrue();
    assertThat(Prose.isPassive("The server serves the request.")).isFalse();
  }

  private static List<String> unwanted(String sentence) {
    return WORDS.entrySet().stream()
        .filter(
            word -> Pattern.compile("(?i)\\b(?:" + word.getKey() + ")\\b").matcher(sentence).find())
        .map(word -> word.getKey() + " (rather: " + word.getValue() + ")")
        .toList();
  }

  private static Map<String, List<String>> sentences() {
    Map<String, List<String>> sentences = new TreeMap<>();
    Stream.concat(SiteGroups.forUsers().stream(), MORE.stream())
        .forEach(name -> sentences.put(name, Prose.sentences(site.page(name + ".html"))));
    return sentences;
  }
}
