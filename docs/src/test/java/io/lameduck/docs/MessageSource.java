package io.lameduck.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The log lines as their source has them. The source, not the running code: a line that is hard to
 * provoke would otherwise be missed.
 */
final class MessageSource {

  private static final Path ROOM = Path.of("../extension/src/main/java/io/lameduck/core");

  /** Texts in one piece, and every placeholder the same. */
  private static final String TEXT =
      read().replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("%[sd]", "%");

  private MessageSource() {}

  /** Every id, in order. */
  static SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>();
    Pattern.compile("\"(LD\\d{4})").matcher(TEXT).results().forEach(id -> ids.add(id.group(1)));
    return ids;
  }

  /**
   * Whether there is such a line.
   *
   * @param shape with its id, and with {@code <names>} for what varies
   */
  static boolean writes(String shape) {
    String id = shape.substring(0, shape.indexOf(": "));
    String text = shape.substring(id.length() + 2);
    return statementsOf(id).contains("\"" + placeholders(text) + "\"")
        // A message that is thrown begins with its id and ends in what is appended to it.
        || TEXT.contains("\"" + id + ": " + text.replaceFirst("<[^>]+>$", "") + "\" +");
  }

  /** Whether there is such a piece of a line. */
  static boolean writesText(String shape) {
    return TEXT.contains("\"" + placeholders(shape) + "\"");
  }

  private static String placeholders(String shape) {
    return shape.replaceAll("<[^>]+>", "%");
  }

  /** The statements that begin with the id, each up to its semicolon at the end of a line. */
  private static String statementsOf(String id) {
    StringBuilder statements = new StringBuilder();
    Pattern.compile("\"" + id + "\",.*?;\\n", Pattern.DOTALL)
        .matcher(TEXT)
        .results()
        .map(MatchResult::group)
        .forEach(statements::append);
    return statements.toString();
  }

  private static String read() {
    StringBuilder texts = new StringBuilder();
    try (Stream<Path> files = Files.list(ROOM)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().endsWith("Messages.java")) {
          texts.append(Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts.toString();
  }
}
