package io.lameduck.tck.routing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
    try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(file))) {
      add(war, "WEB-INF/beans.xml", new byte[0]);
      for (String name : CLASSES) {
        addClass(war, "app/" + name + ".class");
      }
      if (jar != null) {
        add(war, "WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
      }
    }
    return file;
  }

  /** By its name: here, outside of a server, the class itself could not be loaded. */
  private static void addClass(ZipOutputStream war, String name) throws IOException {
    try (InputStream in = ShopWar.class.getResourceAsStream(name)) {
      add(
          war,
          "WEB-INF/classes/io/lameduck/tck/routing/" + name,
          Objects.requireNonNull(in, name).readAllBytes());
    }
  }

  private static void add(ZipOutputStream war, String name, byte[] bytes) throws IOException {
    war.putNextEntry(new ZipEntry(name));
    war.write(bytes);
    war.closeEntry();
  }
}
