package io.lameduck.tck.thirdparty;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The row of a server and a suite in the table of the docs. */
final class TableRow {

  private static final Pattern SUITE = Pattern.compile(".*:microprofile-(.*)-tck:(.*)");

  private static final Pattern FIRST_LETTER = Pattern.compile("(^|-)[a-z]");

  private TableRow() {}

  /** The cells that a recorded run of the bare server decides. */
  static String bare(Map<String, String> bare) {
    Matcher suite = SUITE.matcher(String.valueOf(bare.get("suite")));
    if (!suite.matches()) {
      throw new IllegalStateException("no TCK: " + bare.get("suite"));
    }
    return "|%s |%s |%s |%d |%d "
        .formatted(
            bare.get("server"), name(suite.group(1)), suite.group(2), tests(bare), passed(bare));
  }

  /** The whole row. */
  static String of(Map<String, String> bare, Map<String, String> withJar, int differences) {
    return bare(bare) + "|%d |%d".formatted(passed(withJar), differences);
  }

  static long tests(Map<String, String> results) {
    return results.values().stream().filter(value -> value.startsWith("{")).count();
  }

  static long passed(Map<String, String> results) {
    return results.values().stream().filter(value -> value.startsWith("{passed=")).count();
  }

  /** Such as "Fault Tolerance" for fault-tolerance. */
  private static String name(String id) {
    return FIRST_LETTER
        .matcher(id)
        .replaceAll(first -> first.group().replace('-', ' ').toUpperCase(Locale.ROOT));
  }
}
