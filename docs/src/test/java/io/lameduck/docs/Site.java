package io.lameduck.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The pages as a reader gets them.
 *
 * @param pages by their path in the folder
 */
record Site(Path folder, Map<String, Document> pages) {

  static final Path FOLDER = Path.of("target/html");

  /** Whatever names another resource. */
  private static final List<String> LINKS = List.of("a[href]", "link[href]", "[src]");

  /** The site that the build has made. */
  static Site built() throws IOException {
    Map<String, Document> pages = new TreeMap<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".html")).toList()) {
        pages.put(FOLDER.relativize(file).toString(), Jsoup.parse(file));
      }
    }
    return new Site(FOLDER, pages);
  }

  /** The names of the pages that have a source. */
  static List<String> withSource() {
    return Page.all().stream()
        .map(Page::name)
        .filter(name -> !name.startsWith("_"))
        .map(name -> name + ".html")
        .toList();
  }

  Document page(String name) {
    Document page = pages.get(name);
    if (page == null) {
      throw new IllegalArgumentException("no page " + name);
    }
    return page;
  }

  /** The links that do not arrive: no such file, or no such anchor in it. */
  List<String> broken() {
    List<String> broken = new ArrayList<>();
    pages.forEach(
        (name, page) ->
            links(page).stream()
                .filter(link -> !external(link) && !arrives(name, link))
                .forEach(link -> broken.add(name + ": " + link)));
    return broken;
  }

  /** What a browser loads from elsewhere by itself; a link that a reader may follow is not that. */
  List<String> foreign() {
    List<String> foreign = new ArrayList<>();
    pages.forEach(
        (name, page) ->
            page.select("link[href], [src]").stream()
                .map(Site::target)
                .filter(Site::external)
                .filter(link -> !link.startsWith("data:"))
                .forEach(link -> foreign.add(name + ": " + link)));
    return foreign;
  }

  boolean arrives(String from, String link) {
    String file = link.replaceFirst("[?#].*$", "");
    Path at = Path.of(from);
    String path = file.isEmpty() ? from : at.resolveSibling(file).normalize().toString();
    if (!Files.isRegularFile(folder.resolve(path)) && !pages.containsKey(path)) {
      return false;
    }
    int hash = link.indexOf('#');
    String anchor = hash < 0 ? "" : link.substring(hash + 1);
    return anchor.isEmpty()
        || (pages.containsKey(path)
            && page(path).getElementById(URLDecoder.decode(anchor, StandardCharsets.UTF_8))
                != null);
  }

  /** How many clicks each page is away from the first one. */
  Map<String, Integer> clicks() {
    Map<String, Integer> clicks = new TreeMap<>(Map.of("index.html", 0));
    Queue<String> next = new ArrayDeque<>(clicks.keySet());
    while (!next.isEmpty()) {
      String name = next.remove();
      int further = clicks.getOrDefault(name, 0) + 1;
      for (String link : links(page(name))) {
        String file = link.replaceFirst("[?#].*$", "");
        String to = Path.of(name).resolveSibling(file).normalize().toString();
        if (pages.containsKey(to) && clicks.putIfAbsent(to, further) == null) {
          next.add(to);
        }
      }
    }
    return clicks;
  }

  private static List<String> links(Document page) {
    return page.select(String.join(",", LINKS)).stream().map(Site::target).toList();
  }

  private static String target(Element element) {
    return element.hasAttr("href") ? element.attr("href") : element.attr("src");
  }

  private static boolean external(String link) {
    return link.matches("(?:[a-z]+:|//).*");
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
