package io.lameduck.tck.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a server cannot pass, with the reason: the one place where servers differ. The runner has it
 * as the resource {@value #RESOURCE}; a key is a test class ({@code UndeployIT}) or one of its
 * methods ({@code UndeployIT.theRunningRequestFinishes}), the value says why.
 *
 * <p>The resource {@value #LATER} has the same form: what only the long form runs, since another
 * run shows it.
 */
final class Exclusions implements ExecutionCondition {

  static final String RESOURCE = "lameduck-tck-exclusions.properties";

  static final String LATER = "lameduck-tck-long-form.properties";

  private final Properties reasons = load(RESOURCE);
  private final Properties later = Controls.longForm() ? new Properties() : load(LATER);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String name = context.getTestClass().map(Exclusions::topLevelName).orElse("");
    String method = context.getTestMethod().map(m -> "." + m.getName()).orElse("");
    String reason = reasons.getProperty(name + method);
    if (reason != null) {
      return ConditionEvaluationResult.disabled(TestBed.SERVER.name() + ": " + reason);
    }
    String shownBy = later.getProperty(name + method);
    return shownBy == null
        ? ConditionEvaluationResult.enabled("not excluded")
        : ConditionEvaluationResult.disabled(Controls.LEFT_OUT + shownBy);
  }

  private static String topLevelName(Class<?> test) {
    Class<?> top = test;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    return top.getSimpleName();
  }

  private static Properties load(String resource) {
    Properties properties = new Properties();
    try (InputStream in = Exclusions.class.getResourceAsStream("/" + resource)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
    return properties;
  }
}
