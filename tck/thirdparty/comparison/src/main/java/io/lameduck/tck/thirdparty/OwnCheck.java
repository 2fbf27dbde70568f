package io.lameduck.tck.thirdparty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The check of the jar in an answer of {@code /health…}. */
final class OwnCheck {

  private static final String NAME = "lameduck";
  private static final Set<String> WITH_READINESS = Set.of("/health", "/health/ready");
  private static final ObjectMapper JSON = new ObjectMapper();

  private OwnCheck() {}

  /**
   * The same answer without it.
   *
   * @throws IllegalStateException unless it is there once and UP in answers with readiness, and not
   *     at all in others
   */
  static String removedFrom(String answer, String path) throws IOException {
    JsonNode root = JSON.readTree(answer);
    List<String> found = new ArrayList<>();
    for (Iterator<JsonNode> checks = root.path("checks").elements(); checks.hasNext(); ) {
      JsonNode check = checks.next();
      if (check.path("name").asText().equals(NAME)) {
        found.add(check.path("status").asText());
        checks.remove();
      }
    }
    List<String> expected = WITH_READINESS.contains(path) ? List.of("UP") : List.of();
    if (!found.equals(expected)) {
      throw new IllegalStateException(
          path + ": " + NAME + " should be " + expected + ", is " + found + " in " + answer);
    }
    return JSON.writeValueAsString(root);
  }
}
