package io.lameduck.tck.messages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the beans and the server have printed.
 *
 * @param begun how often the processing of each order has begun
 * @param redelivered how many of these were no first delivery, as the broker counts them
 * @param failed how often it has ended with an exception, such as that of an interrupt
 * @param failedInStops how often after the SIGTERM of its server
 * @param complaints of the server, from WARN up: how many of each
 */
record OrderLog(
    Map<Long, Integer> begun,
    long redelivered,
    long failed,
    long failedInStops,
    Map<String, Integer> complaints) {

  private static final Pattern BEGUN = Pattern.compile("ORDER-BEGUN (\\d+) (\\d+)");
  private static final Pattern FAILED = Pattern.compile("ORDER-FAILED ");
  private static final Pattern COMPLAINT =
      Pattern.compile("(?m) (WARN|ERROR|FATAL) +\\[([^]]+)] \\(.*?\\) (?:([A-Z]{2,}\\d{4,}))?");

  /**
   * Reads the logs.
   *
   * @param all of all processes
   * @param stops the part of each log that follows its SIGTERM; complaints count in these alone
   */
  static OrderLog read(List<String> all, List<String> stops) {
    Map<Long, Integer> begun = new HashMap<>();
    long redelivered = 0;
    long failed = 0;
    for (String log : all) {
      Matcher matcher = BEGUN.matcher(log);
      while (matcher.find()) {
        begun.merge(Long.parseLong(matcher.group(1)), 1, Integer::sum);
        redelivered += matcher.group(2).equals("1") ? 0 : 1;
      }
      failed += FAILED.matcher(log).results().count();
    }
    long failedInStops = 0;
    Map<String, Integer> complaints = new TreeMap<>();
    for (String log : stops) {
      failedInStops += FAILED.matcher(log).results().count();
      COMPLAINT.matcher(log).results().forEach(found -> count(found, complaints));
    }
    return new OrderLog(begun, redelivered, failed, failedInStops, complaints);
  }

  private static void count(MatchResult found, Map<String, Integer> complaints) {
    String id = found.group(3) == null ? found.group(2) : found.group(3);
    complaints.merge(found.group(1) + " " + id, 1, Integer::sum);
  }

  /** How many orders have been begun more than once. */
  long begunTwice() {
    return begun.values().stream().filter(times -> times > 1).count();
  }
}
