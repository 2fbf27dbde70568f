package io.lameduck.samples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders with the {@code kubectl} of this machine. No cluster is asked. */
final class Kubectl {

  private static final Pattern MINOR = Pattern.compile("\"minor\": *\"(\\d+)");

  /** The first with replacements in its Kustomize. */
  private static final int OLDEST = 22;

  private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

  private Kubectl() {}

  /**
   * Skips the tests where it is missing or too old, and says so; in CI too, since Debian 12 has
   * none that is new enough.
   */
  static void assumeHere() throws Exception {
    String missing = missing();
    if (!missing.isEmpty()) {
      System.out.println("The tests of the manifests skipped. " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
  }

  private static String missing() throws Exception {
    String version;
    try {
      version = run("version", "--client", "--output=json");
    } catch (IOException e) {
      return "No kubectl on the path: install one of 1." + OLDEST + " or later";
    }
    Matcher minor = MINOR.matcher(version);
    if (!minor.find()) {
      return "No version of kubectl in: " + version;
    }
    return Integer.parseInt(minor.group(1)) >= OLDEST
        ? ""
        : "kubectl 1." + OLDEST + " or later is needed, not 1." + minor.group(1);
  }

  /** A folder below this module. Each is rendered once. */
  static Rendered render(String folder) {
    return RENDERED.computeIfAbsent(
        folder,
        name -> {
          try {
            return Rendered.of(run("kustomize", Path.of(name).toString()));
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static String run(String... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 1];
    command[0] = "kubectl";
    System.arraycopy(words, 0, command, 1, words.length);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("kubectl ended").isTrue();
    assertThat(process.exitValue()).as("kubectl %s", (Object) words).isZero();
    return output;
  }
}
