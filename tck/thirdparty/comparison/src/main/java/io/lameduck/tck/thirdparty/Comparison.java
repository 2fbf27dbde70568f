package io.lameduck.tck.thirdparty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The results of a TCK with the jar and on the bare server, test by test. */
public final class Comparison {

  private Comparison() {}

  /**
   * Fails unless the two files differ in nothing but what is listed.
   *
   * @param args the results of this run, those recorded on the bare server, the list of differences
   *     with their reasons, and whether this run was bare, and is to be recorded
   */
  public static void main(String[] args) throws IOException {
    Path ran = Path.of(args[0]);
    Path recorded = Path.of(args[1]);
    Map<String, String> results = Results.read(ran);
    if (results.size() < 3) {
      throw new IllegalStateException("No test ran: " + ran);
    }
    System.out.println(summary(results));
    if (Boolean.parseBoolean(args[3])) {
      Files.createDirectories(recorded.getParent());
      Files.copy(ran, recorded, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    Map<String, String> bare = Results.read(recorded);
    System.out.println("Bare: " + summary(bare));
    Map<String, String> listed = Results.read(Path.of(args[2]));
    System.out.println("In the docs: " + TableRow.of(bare, results, listed.size()));
    List<String> wrong = wrong(bare, results, listed);
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "Not as on the bare server, or not as listed:\n  " + String.join("\n  ", wrong));
    }
  }

  /** What differs and is not listed, and what is listed and does not differ. */
  static List<String> wrong(
      Map<String, String> bare, Map<String, String> results, Map<String, String> listed) {
    Set<String> tests = new TreeSet<>(bare.keySet());
    tests.addAll(results.keySet());
    tests.addAll(listed.keySet());
    List<String> wrong = new ArrayList<>();
    for (String test : tests) {
      String before = bare.getOrDefault(test, "nothing");
      String now = results.getOrDefault(test, "nothing");
      if (before.equals(now) == listed.containsKey(test)) {
        wrong.add(test + ": bare " + before + ", with the jar " + now);
      }
    }
    return wrong;
  }

  private static String summary(Map<String, String> results) {
    return "%s, %s: %d of %d tests passed"
        .formatted(
            results.get("server"),
            results.get("suite"),
            TableRow.passed(results),
            TableRow.tests(results));
  }
}
