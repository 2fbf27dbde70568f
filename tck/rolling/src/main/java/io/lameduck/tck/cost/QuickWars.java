package io.lameduck.tck.cost;

import io.lameduck.tck.cost.Layout.Content;
import io.lameduck.tck.measured.WarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Copies of a small WAR: one servlet and one bean, so that CDI itself is not taken for a cost of
 * the jar.
 */
final class QuickWars {

  private final Path folder;
  private final Path jar;

  /**
   * @param folder below which the WARs are made
   * @param jar that whose cost is measured
   */
  QuickWars(Path folder, Path jar) {
    this.folder = folder;
    this.jar = jar;
  }

  /** Makes them anew, so that none is of an earlier build. */
  List<Path> make(Layout layout) throws IOException {
    Path wars = Files.createDirectories(folder.resolve(layout.id()));
    List<Path> files = names(layout).stream().map(name -> wars.resolve(name + ".war")).toList();
    for (Path file : files) {
      write(file, layout.content());
    }
    return files;
  }

  /** Where the servlet of each of them answers. */
  static List<String> paths(Layout layout) {
    return names(layout).stream().map(name -> "/" + name + "/quick").toList();
  }

  private static List<String> names(Layout layout) {
    return IntStream.rangeClosed(1, layout.wars()).mapToObj(n -> "quick-" + n).toList();
  }

  private void write(Path file, Content content) throws IOException {
    try (WarFile war = new WarFile(file, QuickWars.class)) {
      war.addClass("Greeting");
      war.addClass("QuickServlet");
      switch (content) {
        case BARE -> {}
        case LAMEDUCK -> war.addJar(jar);
        case BURDENED -> war.addClass("BurdenFilter");
      }
    }
  }
}
