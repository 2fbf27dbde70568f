package io.lameduck.tck.rolling.data;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run as a JSON file: its records, field by field. */
public final class DataFile {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private DataFile() {}

  /** Reads one; a field that is missing, or that is unknown, is an error. */
  public static BenchmarkRun read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), BenchmarkRun.class);
  }

  /** Writes one, the same for the same run on every machine. */
  public static void write(Path file, Record run) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, JSON.writer(printer).writeValueAsString(run) + "\n");
  }
}
