package io.lameduck.docs;

import io.lameduck.drain.DrainReport;
import io.lameduck.log.Message;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The log lines as the code has them, with the same placeholder for every value. */
final class MessageSource {

  private MessageSource() {}

  /** Every id, in order. */
  static SortedSet<String> ids() {
    return Arrays.stream(Message.values())
        .map(Message::id)
        .collect(Collectors.toCollection(TreeSet::new));
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

  private static String placeholders(String text) {
    return text.replaceAll("<[^>]+>|%(\\d\\$)?[sd]", "%");
  }
}
