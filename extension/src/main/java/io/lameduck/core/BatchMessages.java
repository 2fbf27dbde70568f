package io.lameduck.core;

import java.util.List;
import java.util.stream.Collectors;

/** The lines about batch jobs. */
public final class BatchMessages {

  private final LogLines log;

  private BatchMessages(LogLines log) {
    this.log = log;
  }

  /** Writes to the logger {@code io.lameduck} of the platform, about this application. */
  public static BatchMessages toPlatformLog(String application) {
    LogLines log = new LogLines(System.getLogger("io.lameduck"));
    log.about(application);
    return new BatchMessages(log);
  }

  /** Half of the time is over. */
  public void stopping(List<Long> executions) {
    log.info(
        "LD0080",
        "Stopping batch jobs at half of the draining time, so that they can be restarted: executions"
            + " %s",
        executions.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  /** The job operator refuses; most likely the job has ended in this very moment. */
  public void notStopped(long execution, Throwable cause) {
    log.debug("LD0081", cause, "The job operator did not stop batch execution %d", execution);
  }

  /** The job operator cannot be asked. */
  public void jobsUnknown(Throwable cause) {
    log.debug("LD0082", cause, "The job operator does not tell which batch jobs run");
  }
}
