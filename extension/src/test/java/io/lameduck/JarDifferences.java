package io.lameduck;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Says why two jars are not the same, for whoever has to mend it. */
final class JarDifferences {

  /** Enough to see what is wrong: a time shows in each of hundreds. */
  private static final int SHOWN = 10;

  /** What tells one entry from the same of another jar. */
  private record Seen(long checksum, LocalDateTime time) {}

  private JarDifferences() {}

  /** A line for each of the first entries that differ, or one for what else does. */
  static List<String> between(Path first, Path second) throws IOException {
    Map<String, Seen> before = entries(first);
    Map<String, Seen> after = entries(second);
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      Seen then = before.get(name);
      Seen now = after.get(name);
      if (then == null || now == null) {
        lines.add(name + " is in the " + (then == null ? "second" : "first") + " only");
      } else if (then.checksum() != now.checksum()) {
        lines.add(name + " has other content");
      } else if (!then.equals(now)) {
        lines.add(name + " is of " + then.time() + ", then of " + now.time());
      }
    }
    if (lines.isEmpty()) {
      lines.add("the order of the entries, their rights, or how they are packed");
    }
    return lines.size() <= SHOWN
        ? lines
        : Stream.concat(
                lines.stream().limit(SHOWN), Stream.of("and " + (lines.size() - SHOWN) + " others"))
            .toList();
  }

  private static Map<String, Seen> entries(Path jar) throws IOException {
    Map<String, Seen> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), new Seen(entry.getCrc(), entry.getTimeLocal()));
      }
    }
    return entries;
  }
}
