package io.lameduck.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as operators write them: {@code 5s}, {@code 500ms}, {@code 2m}, {@code 1h}, ISO-8601.
 */
public final class Durations {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h)");

  private Durations() {}

  /**
   * Reads a duration of zero or more.
   *
   * @throws IllegalArgumentException whose message says what is wrong and what would be right
   */
  static Duration parse(String text) {
    String trimmed = text.trim().toLowerCase(Locale.ROOT);
    Matcher matcher = SHORT.matcher(trimmed);
    Duration duration = matcher.matches() ? ofUnit(matcher) : ofIso(trimmed);
    if (duration.isNegative()) {
      throw new IllegalArgumentException("is negative; write a duration of zero or more, like 5s");
    }
    if (duration.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("is more than a day; write a shorter one, like 30s");
    }
    return duration;
  }

  private static Duration ofUnit(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static Duration ofIso(String text) {
    if (text.matches("-\\d+\\s*(ms|s|m|h)")) {
      return Duration.ofMillis(-1);
    }
    if (text.matches("\\d+")) {
      throw new IllegalArgumentException(
          "has no unit; write " + text + "s for seconds or " + text + "ms for milliseconds");
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "is not a duration; write it like 5s, 500ms, 2m or PT5S", e);
    }
  }

  /** As it could be configured, to the millisecond: {@code 30s}, {@code 2m}, {@code 1500ms}. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1000 + "s";
  }

  /** As it was measured, in the precision that people read: {@code 12.3s}, {@code 250ms}. */
  public static String measured(Duration duration) {
    long millis = duration.toMillis();
    return millis < 1000 ? millis + "ms" : String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
  }
}
