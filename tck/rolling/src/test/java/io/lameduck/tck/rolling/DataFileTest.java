package io.lameduck.tck.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.DataFile;
import io.lameduck.tck.rolling.report.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {

  private final Path file;

  DataFileTest(@TempDir Path directory) {
    file = directory.resolve("run.json");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    BenchmarkRun run = Samples.usual();
    DataFile.write(file, run);
    assertThat(DataFile.read(file)).isEqualTo(run);
  }

  @Test
  void aFieldThatIsMissingOrUnknownIsRefused() throws Exception {
    DataFile.write(file, Samples.usual());
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"seconds\"", "\"unheard\" : 1, \"seconds\""));
    assertThatThrownBy(() -> DataFile.read(file)).hasMessageContaining("unheard");
    Files.writeString(file, text.replaceFirst("\"seconds\" : \\d+,", ""));
    assertThatThrownBy(() -> DataFile.read(file)).hasMessageContaining("seconds");
  }
}
