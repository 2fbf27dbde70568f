package io.lameduck.docs;

import io.lameduck.tck.harness.ServerUnderTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of servers, in AsciiDoc: what each was seen to do, and by which test. */
final class Matrix {

  private Matrix() {}

  static String of(List<Run> runs) {
    StringBuilder text = new StringBuilder();
    text.append("// Made from the records of runs in src/main/tck by MatrixTest: do not edit.\n");
    text.append("[cols=\"4,2").append(",1".repeat(runs.size())).append("\",options=\"header\"]\n");
    text.append("|===\n| What | Test");
    for (Run run : runs) {
      text.append(" | ").append(run.server()).append(", ").append(run.jdkVersion());
    }
    text.append('\n');
    Map<String, String> capabilities = new TreeMap<>();
    runs.forEach(run -> capabilities.putAll(run.capabilities()));
    capabilities.forEach(
        (test, shows) -> {
          text.append("\n| ").append(shows).append("\n| `").append(test).append("`\n");
          for (Run run : runs) {
            text.append("| ").append(cell(run, test)).append('\n');
          }
        });
    text.append("|===\n");
    exclusions(runs, text);
    return text.toString();
  }

  private static String cell(Run run, String test) {
    if (run.notRun().contains(test)) {
      return "not run";
    }
    int passed = run.count(test, "passed");
    int skipped = run.count(test, "skipped");
    String left = skipped == 0 ? "" : " (+" + skipped + ")";
    return passed == 0 ? "–" + left : passed + left;
  }

  private static void exclusions(List<Run> runs, StringBuilder text) {
    Map<String, Map<String, String>> byServer = new LinkedHashMap<>();
    // The same at every level of the platform.
    runs.forEach(
        run -> byServer.put(ServerUnderTest.withoutLevels(run.server()), run.exclusions()));
    byServer.forEach(
        (server, exclusions) -> {
          if (!exclusions.isEmpty()) {
            text.append("\n.What ").append(server).append(" is not asked\n");
            text.append(
                exclusions.entrySet().stream()
                    .map(entry -> "* `" + entry.getKey() + "`: " + entry.getValue())
                    .collect(Collectors.joining("\n", "", "\n")));
          }
        });
  }
}
