package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How a server left.
 *
 * @param code 143 after a SIGTERM that was obeyed
 * @param after the time since it was first told to stop
 * @param log all that it has printed
 */
record Exit(int code, Duration after, String log) {

  private static final Pattern TIMES =
      Pattern.compile("lame duck ([\\d.]+m?s), draining ([\\d.]+m?s)");

  /** What a process returns that has ended because of SIGTERM: 128 + 15. */
  static final int BY_SIGTERM = 143;

  /** How long the longest drain took, by its own report; what follows is the server's stop. */
  Duration drained() {
    return longest(times -> time(times.group(1)).plus(time(times.group(2))));
  }

  /** How long the longest lame-duck phase took, by the report of its drain. */
  Duration lameDuck() {
    return longest(times -> time(times.group(1)));
  }

  private Duration longest(Function<MatchResult, Duration> part) {
    return messages("LD0005").stream()
        .flatMap(report -> TIMES.matcher(report).results())
        .map(part)
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> new AssertionError("no report of a drain"));
  }

  private static Duration time(String text) {
    return text.endsWith("ms")
        ? Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
        : Duration.ofMillis((long) (1000 * Double.parseDouble(text.replace("s", ""))));
  }

  /**
   * The lines of the log that begin a message with this id, or with any id that begins so.
   *
   * @param id such as {@code LD0005}; what merely ends so, {@code WFLYWELD0005}, is another's
   */
  List<String> messages(String id) {
    Predicate<String> ours = Pattern.compile("(?<![A-Za-z])" + id).asPredicate();
    return log.lines().filter(ours).toList();
  }

  /** Nothing in the jar has failed, hung, or kept the server from its own stop. */
  void isInOrder() {
    for (String defect : List.of("LD0010", "LD0011", "LD0012", "LD0025")) {
      assertThat(messages(defect)).isEmpty();
    }
  }
}
