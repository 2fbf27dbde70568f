package io.lameduck.core;

/** The lines about signals that could not be taken, or given back. */
public final class SignalMessages {

  private final LogLines log;

  SignalMessages(LogLines log) {
    this.log = log;
  }

  /** The JVM keeps the signal to itself. */
  public void signalRefused(String signal, String reason) {
    log.warn(
        "LD0008",
        "SIG%s cannot be taken (%s), as is usual with -Xrs: it will kill the JVM at once and cut"
            + " off every running request. Start the JVM without -Xrs",
        signal,
        reason);
  }

  /** The process inherited an ignored signal, which the JVM respects. */
  public void signalIgnored(String signal) {
    log.warn(
        "LD0009",
        "SIG%s is ignored in this process, so it stops nothing and drains nothing. Start the JVM"
            + " from a parent that does not ignore it",
        signal);
  }

  /** A JVM without the class that takes signals. */
  public void signalsUnknown(String signal, Throwable cause) {
    log.warn(
        "LD0018",
        "This JVM offers no way to take SIG%s (%s): it stops the server without a drain. Run on a"
            + " JVM that has the module jdk.unsupported",
        signal,
        cause);
  }

  /** The handler that was there before us could not be put back. */
  public void signalNotReleased(String signal, Throwable cause) {
    log.warn(
        "LD0019",
        cause,
        "The previous handler of SIG%s could not be put back; the signal still stops the JVM",
        signal);
  }

  /** What was to happen on the signal before we came could not be called. */
  public void handOverFailed(String signal, Throwable cause) {
    log.error(
        "LD0012", cause, "The previous handler of SIG%s failed; the JVM exits instead", signal);
  }

  /** Nothing else stops the JVM now; it may do so on another thread. */
  public void previousReturned(String signal, String handler) {
    log.info(
        "LD0042",
        "The handler of SIG%s from before Lameduck, %s, has returned: to stop the JVM is up to it",
        signal,
        handler);
  }

  /** Somebody has taken the signal after us, and has it still. */
  public void signalTakenByAnother(String signal, String handler) {
    log.info(
        "LD0043",
        "SIG%s was taken by another handler after Lameduck, %s, which stays: a signal has drained"
            + " only if it was passed on",
        signal,
        handler);
  }
}
