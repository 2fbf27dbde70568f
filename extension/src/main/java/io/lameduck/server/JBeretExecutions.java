package io.lameduck.server;

/** Executions of batch jobs in JBeret, WildFly's implementation of Jakarta Batch. */
public final class JBeretExecutions {

  private JBeretExecutions() {}

  /**
   * Whether an execution is only read from a database, and runs in another instance if anywhere.
   * JBeret gives a job to what it runs itself, and none to what it has read; it would stop that
   * through the database.
   *
   * @param execution of the job operator; of another implementation it is never read
   */
  public static boolean isRead(Object execution) {
    try {
      return execution.getClass().getMethod("getSubstitutedJob").invoke(execution) == null;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false; // Another implementation, or another version.
    }
  }
}
