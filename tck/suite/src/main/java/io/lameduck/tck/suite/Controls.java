package io.lameduck.tck.suite;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether this run has the controls. */
final class Controls implements ExecutionCondition {

  static final String PROPERTY = "lameduck.tck.controls";

  /** How the reason begins where it has not. */
  static final String LEFT_OUT = "long form: ";

  static boolean run() {
    return Boolean.getBoolean(PROPERTY);
  }

  /** Whether this run leaves nothing out that another one shows, either. */
  static boolean longForm() {
    return run() && Boolean.getBoolean("lameduck.tck.long");
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return run()
        ? ConditionEvaluationResult.enabled("with controls")
        : ConditionEvaluationResult.disabled(LEFT_OUT + "runs with -D" + PROPERTY + "=true");
  }
}
