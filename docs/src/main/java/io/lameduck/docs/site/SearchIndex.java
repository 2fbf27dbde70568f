package io.lameduck.docs.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/**
 * Writes the sections of all pages as a script: a page that is opened as a file may load scripts,
 * but no JSON.
 */
public final class SearchIndex {

  private static final String VARIABLE = "lameduckSections";

  private SearchIndex() {}

  /**
   * Writes {@code search-index.js} into the folder of the HTML.
   *
   * @param arguments the folder of the sources and that of the HTML
   */
  public static void main(String[] arguments) throws IOException {
    Path sources = Path.of(arguments[0]);
    Path html = Path.of(arguments[1]);
    List<Section> sections = new ArrayList<>();
    for (String page : pages(sources)) {
      String file = page + ".html";
      sections.addAll(Section.of(file, Jsoup.parse(html.resolve(file))));
    }
    Files.writeString(
        html.resolve("search-index.js"),
        "const " + VARIABLE + " = " + new ObjectMapper().writeValueAsString(sections) + ";\n");
  }

  /** Reads what {@link #main} has written. */
  public static List<Section> read(Path html) throws IOException {
    String script = Files.readString(html.resolve("search-index.js"));
    String json = script.substring(script.indexOf('['), script.lastIndexOf(';'));
    return List.of(new ObjectMapper().readValue(json, Section[].class));
  }

  private static List<String> pages(Path sources) throws IOException {
    try (Stream<Path> files = Files.list(sources)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".adoc") && !name.startsWith("_"))
          .map(name -> name.replaceFirst("\\.adoc$", ""))
          .sorted()
          .toList();
    }
  }
}
