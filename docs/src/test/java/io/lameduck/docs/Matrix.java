package io.lameduck.docs;

import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of servers, in AsciiDoc: what each was seen to do, and by which test. */
final class Matrix {

  private Matrix() {}

  static String of(List<Run> all) throws IOException {
    List<Run> runs = all.stream().filter(run -> !run.isOfOtherVersion()).toList();
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
    for (Map.Entry<String, String> entry : capabilities.entrySet()) {
      String test = entry.getKey();
      text.append("\n| ").append(entry.getValue()).append("\n| `").append(test).append("`\n");
      for (Run run : runs) {
        text.append("| ").append(cell(run, test)).append('\n');
      }
    }
    text.append("|===\n");
    jars(all, text);
    exclusions(runs, text);
    others(all.stream().filter(Run::isOfOtherVersion).toList(), text);
    return text.toString();
  }

  /** Versions that the build does not run: one line each, and what is different there. */
  private static void others(List<Run> runs, StringBuilder text) throws IOException {
    if (runs.isEmpty()) {
      return;
    }
    text.append("\n[#other-versions]\n== Other versions\n\n");
    text.append("[cols=\"3,3,1,1,1\",options=\"header\"]\n|===\n");
    text.append("| Server | JDK | Passed | Do not apply | Classes not run\n");
    for (Run run : runs) {
      text.append("\n| ").append(run.server()).append("\n| ").append(run.jdk());
      text.append("\n| ").append(run.total("passed"));
      text.append("\n| ").append(run.total("skipped"));
      text.append("\n| ").append(run.notRun().size()).append('\n');
    }
    text.append("|===\n");
    runs.forEach(run -> list("Tests that do not apply to " + run.server(), run.ofVersion(), text));
  }

  private static String cell(Run run, String test) throws IOException {
    if (run.notRun().contains(test)) {
      return "not run";
    }
    int passed = run.count(test, "passed");
    int skipped = run.count(test, "skipped");
    String left = skipped == 0 ? "" : " (+" + skipped + ")";
    return passed == 0 ? "–" + left : passed + left;
  }

  /** Which runs are of the same jar, by the first digits of its SHA-256. */
  private static void jars(List<Run> runs, StringBuilder text) {
    Map<String, List<String>> byJar = new TreeMap<>();
    for (Run run : runs) {
      String digits = run.jar().map(jar -> jar.replaceFirst("sha256:(.{8}).*", "$1")).orElse("");
      byJar
          .computeIfAbsent(digits, jar -> new ArrayList<>())
          .add(run.server() + ", " + run.jdkVersion());
    }
    text.append("\n.The jar of each run, by the first digits of its SHA-256\n");
    byJar.forEach(
        (digits, ofJar) ->
            text.append("* ")
                .append(digits.isEmpty() ? "Before December 2026" : "`" + digits + "`")
                .append(": ")
                .append(String.join("; ", ofJar))
                .append('\n'));
  }

  private static void exclusions(List<Run> runs, StringBuilder text) {
    Map<String, Map<String, String>> byServer = new LinkedHashMap<>();
    // The same at every level of the platform.
    runs.forEach(
        run -> byServer.put(ServerUnderTest.withoutLevels(run.server()), run.exclusions()));
    byServer.forEach(
        (server, exclusions) -> list("Tests that do not apply to " + server, exclusions, text));
  }

  private static void list(String title, Map<String, String> exclusions, StringBuilder text) {
    if (!exclusions.isEmpty()) {
      text.append("\n.").append(title).append('\n');
      text.append(
          exclusions.entrySet().stream()
              .map(entry -> "* `" + entry.getKey() + "`: " + entry.getValue())
              .collect(Collectors.joining("\n", "", "\n")));
    }
  }
}
