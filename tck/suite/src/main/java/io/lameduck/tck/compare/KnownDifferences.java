package io.lameduck.tck.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one list of differences that are known, each with its reason. A line of the resource {@value
 * #RESOURCE} is a name, and patterns of the server's name, of the script, of the line without the
 * jar and of the line with it, and the reason, with {@code " | "} between them. A pattern that is
 * {@code -} stands for no line. After a name that ends in {@code !} nothing more is compared: what
 * follows is its consequence.
 */
final class KnownDifferences {

  private static final String RESOURCE = "known-differences.txt";

  private record Known(
      String name, Pattern script, @Nullable Pattern bare, @Nullable Pattern other) {}

  private final List<Known> all = new ArrayList<>();
  private final Set<String> hit = new ConcurrentSkipListSet<>();

  /** Those of one server. */
  KnownDifferences(String server) {
    for (String line : read().split("\n", -1)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split(" \\| ", -1);
      if (parts.length != 6 || parts[5].isBlank()) {
        throw new IllegalStateException(RESOURCE + ": not six parts: " + line);
      }
      if (Pattern.compile(parts[1]).matcher(server).find()) {
        Pattern script = Pattern.compile(parts[2], Pattern.DOTALL);
        all.add(new Known(parts[0], script, pattern(parts[3]), pattern(parts[4])));
      }
    }
  }

  private static String read() {
    try (InputStream in = KnownDifferences.class.getResourceAsStream(RESOURCE)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  private static @Nullable Pattern pattern(String text) {
    return text.equals("-") ? null : Pattern.compile(text);
  }

  /** The names of those that no script has met. */
  List<String> unmet() {
    return all.stream().map(Known::name).filter(name -> !hit.contains(name)).toList();
  }

  /** Null if the lines are the same but for known differences; else the first that are not. */
  @Nullable String difference(Script script, List<String> bare, List<String> other) {
    List<Known> possible =
        bare.equals(other)
            ? List.of()
            : all.stream().filter(k -> k.script().matcher(script.toString()).find()).toList();
    int i = 0;
    int j = 0;
    while (i < bare.size() || j < other.size()) {
      String left = i < bare.size() ? bare.get(i) : null;
      String right = j < other.size() ? other.get(j) : null;
      if (left != null && left.equals(right)) {
        i++;
        j++;
        continue;
      }
      Known known = find(possible, left, right);
      if (known == null) {
        return "without the jar: " + left + "\n     with the jar: " + right;
      }
      hit.add(known.name());
      if (known.name().endsWith("!")) {
        return null;
      }
      i += known.bare() == null ? 0 : 1;
      j += known.other() == null ? 0 : 1;
    }
    return null;
  }

  private static @Nullable Known find(
      List<Known> possible, @Nullable String left, @Nullable String right) {
    return possible.stream()
        .filter(known -> matches(known.bare(), left) && matches(known.other(), right))
        .findFirst()
        .orElse(null);
  }

  private static boolean matches(@Nullable Pattern pattern, @Nullable String line) {
    return pattern == null || (line != null && pattern.matcher(line).find());
  }
}
