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
 */
final class Exclusions implements ExecutionCondition {

  static final String RESOURCE = "lameduck-tck-exclusions.properties";

  private final Properties reasons = load();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String name = context.getTestClass().map(Exclusions::topLevelName).orElse("");
    String method = context.getTestMethod().map(m -> "." + m.getName()).orElse("");
    String reason = reasons.getProperty(name + method);
    return reason == null
        ? ConditionEvaluationResult.enabled("not excluded")
        : ConditionEvaluationResult.disabled(TestBed.SERVER.name() + ": " + reason);
  }

  private static String topLevelName(Class<?> test) {
    Class<?> top = test;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    return top.getSimpleName();
  }

  private static Properties load() {
    Properties properties = new Properties();
    try (InputStream in = Exclusions.class.getResourceAsStream("/" + RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
    return properties;
  }
}
