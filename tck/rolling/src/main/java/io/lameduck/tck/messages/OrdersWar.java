package io.lameduck.tck.messages;

import io.lameduck.tck.measured.WarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The application with the message-driven bean, with the jar or without it. */
final class OrdersWar {

  /** Where it answers. */
  static final String PATH = "/orders/ready";

  private OrdersWar() {}

  /** Makes it anew in that folder. */
  static Path make(Path folder, @Nullable Path jar) throws IOException {
    Path file = Files.createDirectories(folder).resolve("orders.war");
    try (WarFile war = new WarFile(file, OrdersWar.class)) {
      war.addClass("Orders");
      war.addClass("ReadyServlet");
      if (jar != null) {
        war.addJar(jar);
      }
    }
    return file;
  }
}
