package io.lameduck.tck.http2;

import io.lameduck.tck.measured.WarFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The application that the clients ask, with the jar or without it. */
public final class Http2War {

  /** Where its servlet answers. */
  public static final String PATH = "/h2/exchange";

  private Http2War() {}

  /** Makes it anew in that folder. */
  public static Path make(Path folder, @Nullable Path jar) throws IOException {
    return make(folder, jar, false);
  }

  /** As {@link #make(Path, Path)}, perhaps with a persistent timer. */
  public static Path make(Path folder, @Nullable Path jar, boolean timer) throws IOException {
    Path file = Files.createDirectories(folder).resolve("h2.war");
    try (WarFile war = new WarFile(file, Http2War.class)) {
      war.addClass("ExchangeServlet");
      if (timer) {
        war.addClass("Minute");
      }
      if (jar != null) {
        war.addJar(jar);
      }
    }
    return file;
  }
}
