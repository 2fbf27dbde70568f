package io.lameduck.tck.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersWarTest {

  private static final String APP = "WEB-INF/classes/io/lameduck/tck/messages/app/";

  @Test
  void hasTheBeanAndTheJar(@TempDir Path folder) throws IOException {
    Path jar = Files.createFile(folder.resolve("some.jar"));
    try (ZipFile war = new ZipFile(OrdersWar.make(folder, jar).toFile())) {
      assertThat(war.stream().map(ZipEntry::getName))
          .contains(APP + "Orders.class", APP + "ReadyServlet.class", "WEB-INF/lib/some.jar");
    }
  }

  @Test
  void isBareWithoutTheJar(@TempDir Path folder) throws IOException {
    try (ZipFile war = new ZipFile(OrdersWar.make(folder, null).toFile())) {
      assertThat(war.stream().map(ZipEntry::getName)).noneMatch(name -> name.contains("lib/"));
    }
  }
}
