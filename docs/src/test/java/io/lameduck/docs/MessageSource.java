package io.lameduck.docs;

import io.lameduck.drain.DrainReport;
import io.lameduck.log.Message;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The log lines as the code has them, with the same placeholder for every value. */
final class MessageSource {

  private static final String SOURCE = SourceTree.read().text("Message");

  private MessageSource() {}

  /** Every id, in order. */
  static SortedSet<String> ids() {
    return Arrays.stream(Message.values())
        .map(Message::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of the first message with this id. */
  static String level(String id) {
    return Pattern.compile('"' + id + "\",\\s*(\\w+),")
        .matcher(SOURCE)
        .results()
        .map(message -> message.group(1))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Whether there is such a line.
   *
   * @param shape with its id, and with {@code <names>} for what varies
   */
  static boolean writes(String shape) {
    return Arrays.stream(Message.values())
        .map(message -> message.id() + ": " + placeholders(message.text()))
        .anyMatch(placeholders(shape)::equals);
  }

  /** Whether these are the figures of a report. */
  static boolean writesFigures(String shape) {
    return placeholders(DrainReport.FIGURES).equals(placeholders(shape));
  }

  /**
   * Whether it is such a line with values in it, perhaps with the context path at its end.
   *
   * @param line as a log has it, from its id on
   */
  static boolean couldHaveWritten(String line) {
    String without = line.replaceFirst(" \\[/\\w*]$", "");
    boolean report = List.of("LD0005", "LD0006", "LD0007").contains(line.split(":", 2)[0]);
    return Arrays.stream(Message.values())
            .map(message -> message.id() + ": " + message.text())
            .anyMatch(text -> without.matches(pattern(text)))
        && (!report || without.matches(".*: " + pattern(DrainReport.FIGURES)));
  }

  private static String pattern(String text) {
    return Arrays.stream(text.split("%(?:\\d\\$)?[sd]", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining("[^ ].*"));
  }

  private static String placeholders(String text) {
    return text.replaceAll("<[^>]+>|%(\\d\\$)?[sd]", "%");
  }
}
