package io.lameduck.tck.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopWarTest {

  private static final String CLASSES = "WEB-INF/classes/io/lameduck/tck/routing/app/";

  @Test
  void theTwoDifferInTheJarOnly(@TempDir Path directory) throws IOException {
    Path jar = Files.writeString(directory.resolve("lameduck-1.jar"), "the jar");
    List<String> bare = entries(ShopWar.make(directory.resolve("bare"), null));
    assertThat(bare)
        .containsExactly(
            "WEB-INF/beans.xml",
            CLASSES + "SwitchedReadiness.class",
            CLASSES + "WorkServlet.class");
    assertThat(entries(ShopWar.make(directory.resolve("with"), jar)))
        .containsAll(bare)
        .hasSize(4)
        .contains("WEB-INF/lib/lameduck-1.jar");
  }

  private static List<String> entries(Path war) throws IOException {
    try (ZipFile file = new ZipFile(war.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
