package io.lameduck.tck.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Http2WarTest {

  private static final String BEANS = "WEB-INF/beans.xml";
  private static final String SERVLET =
      "WEB-INF/classes/io/lameduck/tck/http2/app/ExchangeServlet.class";

  @Test
  void theTwoDifferInTheJarOnly(@TempDir Path directory) throws IOException {
    Path jar = Files.writeString(directory.resolve("lameduck-1.jar"), "the jar");
    assertThat(entries(Http2War.make(directory.resolve("bare"), null)))
        .containsExactly(BEANS, SERVLET);
    assertThat(entries(Http2War.make(directory.resolve("with"), jar)))
        .containsExactly(BEANS, SERVLET, "WEB-INF/lib/lameduck-1.jar");
  }

  private static List<String> entries(Path war) throws IOException {
    try (ZipFile file = new ZipFile(war.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
