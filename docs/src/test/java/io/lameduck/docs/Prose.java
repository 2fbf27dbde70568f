package io.lameduck.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The sentences of a page, and what is measured of them. */
final class Prose {

  /** Stands for what is in code letters, of however many words. */
  private static final String CODE = "Code";

  /** Stands for a link to another site, of however many words. */
  private static final String SOURCE = "Source";

  /** A proof or a source in parentheses, which does not count as a part of the sentence. */
  private static final Pattern REFERENCE =
      Pattern.compile(" ?\\((?:(?:Code|Source)(?:, | and )?)+\\)");

  private static final Pattern BETWEEN = Pattern.compile("(?<=[.!?])\\s+(?=[\\p{Lu}“\"(0-9])");

  private static final Pattern BETWEEN_CLAUSES = Pattern.compile("(?<=[;:])\\s+");

  private static final Pattern PASSIVE =
      Pattern.compile(
          "\\b(?:is|are|was|were|be|been|being)\\s+(?:\\w+ly |not |never |also |then |still |only )*"
              + "(?:\\w+ed|known|seen|sent|told|taken|held|made|left|kept|lost|given|read|written|set"
              + "|run|put|cut|found|said|shown|meant|built|caught|thrown|heard|done)\\b");

  private Prose() {}

  /** Without the table of the servers: that is made of the tests' own texts. */
  static List<String> sentences(Document page) {
    return page.select("#content p").stream()
        .filter(paragraph -> paragraph.closest(".sect1:has(> h2#matrix)") == null)
        .flatMap(Prose::sentences)
        .toList();
  }

  private static Stream<String> sentences(Element paragraph) {
    Element copy = paragraph.clone();
    copy.select("code").forEach(code -> code.text(CODE));
    copy.select("a[href^=http]").forEach(link -> link.text(SOURCE));
    return sentences(copy.text());
  }

  static Stream<String> sentences(String text) {
    String prose = REFERENCE.matcher(text).replaceAll("");
    return Arrays.stream(BETWEEN.split(prose)).filter(sentence -> !sentence.isBlank());
  }

  static int words(String text) {
    return (int)
        Arrays.stream(text.split("\\s+"))
            .filter(word -> word.matches(".*[\\p{L}\\p{N}].*"))
            .count();
  }

  /** Its parts between semicolons and colons. */
  static List<String> clauses(String sentence) {
    return List.of(BETWEEN_CLAUSES.split(sentence));
  }

  static boolean isPassive(String sentence) {
    return PASSIVE.matcher(sentence).find();
  }

  /** What in it is too long: the whole sentence, or clauses. */
  static List<String> tooLong(String sentence, int most, int mostOfClause) {
    List<String> tooLong = new ArrayList<>();
    if (words(sentence) > most) {
      tooLong.add(words(sentence) + " words: " + sentence);
    }
    clauses(sentence).stream()
        .filter(clause -> words(clause) > mostOfClause)
        .forEach(clause -> tooLong.add(words(clause) + " words in a clause: " + clause));
    return tooLong;
  }
}
