package io.lameduck.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Has jcstress look for an interleaving in which the gate is wrong. It finds none; the gates that
 * are wrong on purpose are its control: in each of them it has to find one.
 */
class GateProofIT {

  private static final String ARGUMENTS = "lameduck.tck.jcstress";

  /** One JVM a test, C2 without more ado, a tenth of a second: what a build has the time for. */
  private static final String SHORT =
      "-m quick -sc false -af NONE -pth false -hs 128 -f 1 -iters 1 -time 100 -jvmArgs -Xshare:auto";

  /** Of the controls, on a machine so busy that the threads have not met. */
  private static final String LONGER =
      "-m quick -sc false -af NONE -pth false -hs 128 -f 1 -iters 5 -time 1000 -jvmArgs -Xshare:auto";

  @Test
  void theGateIsNeverWrongAndBrokenOnesAreCaught() throws Exception {
    Map<String, List<String>> found = run("all", System.getProperty(ARGUMENTS, SHORT), ".*");
    assertThat(found.keySet().stream().filter(GateProofIT::isControl))
        .hasSizeGreaterThanOrEqualTo(7);
    assertThat(found).hasSizeGreaterThanOrEqualTo(20);
    for (Map.Entry<String, List<String>> test : found.entrySet()) {
      List<String> wrong = test.getValue();
      if (!isControl(test.getKey())) {
        assertThat(wrong).as(test.getKey()).isEmpty();
        continue;
      }
      if (wrong.isEmpty()) {
        wrong = run("control", LONGER, test.getKey()).getOrDefault(test.getKey(), List.of());
      }
      assertThat(wrong).as("what is wrong with " + test.getKey()).isNotEmpty();
    }
  }

  private static boolean isControl(String test) {
    return test.endsWith("Control");
  }

  /** What jcstress objects to in each test that it ran. */
  private static Map<String, List<String>> run(String name, String arguments, String tests)
      throws IOException, InterruptedException, ClassNotFoundException {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "jcstress")), name);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.openjdk.jcstress.Main", "-t", tests, "-r", "report"));
    command.addAll(List.of(arguments.trim().split("\\s+")));
    File output = folder.resolve("output.txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    try {
      // Its exit code only says that some test failed, as the controls have to.
      assertThat(process.waitFor(1, TimeUnit.HOURS)).as("the end of jcstress").isTrue();
    } finally {
      process.destroyForcibly();
    }
    Map<String, List<String>> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      Path results =
          files.filter(file -> file.toString().endsWith(".bin.gz")).findAny().orElseThrow();
      new DiskReadCollector(results.toString(), result -> add(found, result)).dump();
    }
    return found;
  }

  private static void add(Map<String, List<String>> found, TestResult result) {
    List<String> wrong = found.computeIfAbsent(result.getName(), name -> new ArrayList<>());
    if (result.status() != Status.NORMAL) {
      wrong.add(result.status() + ": " + result.getMessages());
    }
    wrong.addAll(result.grading().failureMessages);
  }
}
