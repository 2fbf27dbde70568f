package io.lameduck.tck.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Keeps what a run has shown, in {@code tck-run.properties} of the runner's build folder: the
 * server, the JDK, and for each class of tests how many passed, failed or did not apply. The docs'
 * matrix is made from such files.
 */
public final class RunRecord implements TestExecutionListener {

  private final Map<String, String> lines = new TreeMap<>();
  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

  /** For JUnit. */
  public RunRecord() {}

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (reason.startsWith(Controls.LEFT_OUT)) {
      return; // Said once for the whole run.
    }
    // A class that is skipped as a whole counts as one.
    testClass(test).ifPresent(name -> count(name, "skipped"));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String outcome =
        switch (result.getStatus()) {
          case SUCCESSFUL -> "passed";
          case FAILED -> "failed";
          case ABORTED -> "skipped";
        };
    // A class or a set of parameters is no test of its own, unless it fails itself.
    if (test.isTest() || !outcome.equals("passed")) {
      testClass(test).ifPresent(name -> count(name, outcome));
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (counts.isEmpty()) {
      return;
    }
    lines.put("server", TestBed.SERVER.name());
    lines.put("jdk", TestBed.jdk());
    lines.put("controls", String.valueOf(Controls.longForm()));
    counts.forEach(
        (name, outcomes) -> outcomes.forEach((k, n) -> lines.put(name + "." + k, n.toString())));
    List<String> text = new ArrayList<>();
    lines.forEach((key, value) -> text.add(key + "=" + value));
    Path work = Path.of(System.getProperty("lameduck.tck.work", "."));
    try {
      Files.createDirectories(work);
      Files.write(work.resolveSibling("tck-run.properties"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void count(String testClass, String outcome) {
    counts.computeIfAbsent(testClass, name -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
  }

  /** The simple name of its outermost class, whose capability is recorded with it. */
  private Optional<String> testClass(TestIdentifier test) {
    return test.getSource()
        .flatMap(
            source -> {
              if (source instanceof MethodSource method) {
                return Optional.of(method.getJavaClass());
              }
              return source instanceof ClassSource type
                  ? Optional.of(type.getJavaClass())
                  : Optional.empty();
            })
        .map(RunRecord::outermost)
        .filter(type -> type.isAnnotationPresent(BlackBox.class))
        .map(this::describe);
  }

  private String describe(Class<?> type) {
    BlackBox tests = type.getAnnotation(BlackBox.class);
    if (tests != null) {
      lines.put(type.getSimpleName() + ".shows", tests.value());
    }
    return type.getSimpleName();
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    return outer;
  }
}
