package io.lameduck.tck.http2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** The application that the clients ask, with the jar or without it. */
public final class Http2War {

  /** Where its servlet answers. */
  public static final String PATH = "/h2/exchange";

  private static final String SERVLET = "app/ExchangeServlet.class";

  private Http2War() {}

  /** Makes it anew in that folder. */
  public static Path make(Path folder, @Nullable Path jar) throws IOException {
    Path file = Files.createDirectories(folder).resolve("h2.war");
    try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(file));
        InputStream servlet = Http2War.class.getResourceAsStream(SERVLET)) {
      add(war, "WEB-INF/beans.xml", new byte[0]);
      add(
          war,
          "WEB-INF/classes/io/lameduck/tck/http2/" + SERVLET,
          Objects.requireNonNull(servlet, SERVLET).readAllBytes());
      if (jar != null) {
        add(war, "WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
      }
    }
    return file;
  }

  private static void add(ZipOutputStream war, String name, byte[] bytes) throws IOException {
    war.putNextEntry(new ZipEntry(name));
    war.write(bytes);
    war.closeEntry();
  }
}
