package io.lameduck.tck.routing;

import io.lameduck.tck.measured.WarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application of the pods, with the jar or without it. */
final class ShopWar {

  /** Where its servlet answers. */
  static final String PATH = "/shop/work";

  private static final List<String> CLASSES = List.of("SwitchedReadiness", "WorkServlet");

  private ShopWar() {}

  /** Makes it anew in that folder. */
  static Path make(Path folder, @Nullable Path jar) throws IOException {
    Path file = Files.createDirectories(folder).resolve("shop.war");
    try (WarFile war = new WarFile(file, ShopWar.class)) {
      for (String name : CLASSES) {
        war.addClass(name);
      }
      if (jar != null) {
        war.addJar(jar);
      }
    }
    return file;
  }
}
