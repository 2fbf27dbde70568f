package io.lameduck.tck.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testng.annotations.Test;

/** The table of the docs is what the records say. */
public final class DocumentedTest {

  private static final Path PAGE =
      Path.of("..", "..", "..", "docs", "src", "main", "asciidoc", "measurements.adoc");

  @Test
  public void shouldHaveTheRowOfEachRecord() throws IOException {
    String page = Files.readString(PAGE);
    List<Path> records;
    try (Stream<Path> files = Files.find(Path.of(".."), 4, (file, is) -> isRecord(file))) {
      records = files.sorted().toList();
    }
    assertThat(records).hasSizeGreaterThan(2);
    for (Path record : records) {
      Map<String, String> bare = Results.read(record);
      assertThat(page).as(record.toString()).contains("\n" + TableRow.bare(bare));
    }
  }

  private static boolean isRecord(Path file) {
    String name = file.toString();
    return name.contains("/src/results/")
        && name.endsWith(".properties")
        && !name.endsWith("-differences.properties");
  }
}
