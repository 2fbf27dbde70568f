package io.lameduck.tck.thirdparty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files of results: a line for the server, one for the suite, and one for each test. */
final class Results {

  private Results() {}

  static void write(Path file, Map<String, String> lines) throws IOException {
    List<String> text = new ArrayList<>();
    new TreeMap<>(lines).forEach((key, value) -> text.add(key + " = " + value));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, text);
  }

  /** Empty if there is no such file. */
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> lines = new TreeMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        int split = line.indexOf(" = ");
        if (split > 0 && !line.startsWith("#")) {
          lines.put(line.substring(0, split), line.substring(split + 3));
        }
      }
    }
    return lines;
  }
}
