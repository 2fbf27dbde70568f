package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Writes the page and the picture of a run. */
public final class ReportFiles {

  private ReportFiles() {}

  /** Writes {@code <name>.html} and {@code <name>.svg}. */
  public static void write(BenchmarkRun run, Path folder, String name) throws IOException {
    Files.writeString(folder.resolve(name + ".html"), Page.html(run));
    Files.writeString(folder.resolve(name + ".svg"), Picture.svg(run));
  }

  /**
   * Makes the reports of data files again.
   *
   * @param args the folder of the data files; the folder for the pages and the pictures, which is
   *     made if need be
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.filter(data -> data.toString().endsWith(".json")).toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        write(DataFile.read(file), folder, name);
      }
    }
  }
}
