package io.lameduck.docs.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What the search finds: a heading with the text below it up to the next heading, or a row of a
 * table that begins with an anchor.
 *
 * @param title the words of the heading, or of the first cell
 * @param page the title of its page
 * @param href the address of the heading or the anchor, relative to the folder of the pages
 * @param text without the title
 */
public record Section(String title, String page, String href, String text) {

  private static final String SECTIONS = "div.sect1,div.sect2,div.sect3,div.sect4,div.sect5";

  /**
   * The sections of a page that Asciidoctor made, in their order; the first is the page itself with
   * the text before its first heading.
   *
   * @param file the name of the page, such as {@code index.html}
   */
  static List<Section> of(String file, Document document) {
    String page = document.select("#header > h1").text();
    List<Section> sections = new ArrayList<>();
    Element content = document.expectFirst("#content");
    sections.add(new Section(page, page, file, textOf(content)));
    for (Element section : content.select(SECTIONS)) {
      Element heading = section.firstElementChild();
      if (heading == null || heading.id().isEmpty()) {
        throw new IllegalArgumentException("a section of " + file + " has no heading with an id");
      }
      String title = heading.text();
      String text = textOf(section).substring(title.length()).strip();
      sections.add(new Section(title, page, file + "#" + heading.id(), text));
    }
    for (Element anchor : content.select("tr > :first-child a[id]")) {
      Element row = Objects.requireNonNull(anchor.closest("tr"));
      Element first = row.child(0);
      String text = row.text().substring(first.text().length()).strip();
      sections.add(new Section(first.text(), page, file + "#" + anchor.id(), text));
    }
    return sections;
  }

  private static String textOf(Element part) {
    Element copy = part.clone();
    for (Element inner : copy.select(SECTIONS)) {
      if (!inner.equals(copy)) {
        inner.remove();
      }
    }
    return copy.text();
  }
}
