package io.lameduck.tck.cost;

import io.lameduck.tck.cost.Layout.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
    try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(file))) {
      add(war, "WEB-INF/beans.xml", new byte[0]);
      addClass(war, "Greeting");
      addClass(war, "QuickServlet");
      switch (content) {
        case BARE -> {}
        case LAMEDUCK -> add(war, "WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
        case BURDENED -> addClass(war, "BurdenFilter");
      }
    }
  }

  /** By its name: here, outside of a server, the class itself could not be loaded. */
  private static void addClass(ZipOutputStream war, String name) throws IOException {
    String file = "app/" + name + ".class";
    try (InputStream in = QuickWars.class.getResourceAsStream(file)) {
      add(
          war,
          "WEB-INF/classes/io/lameduck/tck/cost/" + file,
          Objects.requireNonNull(in, file).readAllBytes());
    }
  }

  private static void add(ZipOutputStream war, String name, byte[] bytes) throws IOException {
    war.putNextEntry(new ZipEntry(name));
    war.write(bytes);
    war.closeEntry();
  }
}
