package io.lameduck.tck.thirdparty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.testng.IExecutionListener;
import org.testng.ITestListener;
import org.testng.ITestResult;

/** TestNG's hook: writes down what became of each test. */
public final class ResultRecorder implements ITestListener, IExecutionListener {

  private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

  /** For TestNG. */
  public ResultRecorder() {}

  @Override
  public void onTestSuccess(ITestResult result) {
    count(result, "passed");
  }

  @Override
  public void onTestFailure(ITestResult result) {
    count(result, "failed");
  }

  @Override
  public void onTestSkipped(ITestResult result) {
    count(result, "skipped");
  }

  private synchronized void count(ITestResult result, String outcome) {
    String test =
        result.getTestClass().getRealClass().getName() + "." + result.getMethod().getMethodName();
    counts.computeIfAbsent(test, name -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
  }

  @Override
  public synchronized void onExecutionFinish() {
    String file = System.getProperty("lameduck.thirdparty.results");
    if (file == null) {
      return; // The tests of the comparison itself.
    }
    Map<String, String> lines = new TreeMap<>();
    lines.put("server", System.getProperty("lameduck.thirdparty.server"));
    lines.put("suite", System.getProperty("lameduck.thirdparty.suite"));
    counts.forEach((test, outcomes) -> lines.put(test, outcomes.toString()));
    try {
      Results.write(Path.of(file), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
