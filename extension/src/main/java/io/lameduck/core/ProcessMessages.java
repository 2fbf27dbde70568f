package io.lameduck.core;

import java.util.Collection;

/** What is said of the surroundings: what a signal has to pass, and who can be told of a drain. */
public final class ProcessMessages {

  private final LogLines log;

  /** Writes where those messages are written, under the same name of the application. */
  public ProcessMessages(Messages messages) {
    this.log = messages.log;
  }

  /**
   * Nothing will be drained, since nobody tells the JVM.
   *
   * @param shells each with its process id and its command, from the top
   */
  public void signalKeptByShell(Collection<String> shells) {
    log.warn(
        "LD0029",
        "SIGTERM of the container does not reach this JVM, a shell keeps it: %s. Start the server"
            + " with exec in that shell, or without the shell by an init such as tini",
        String.join(", ", shells));
  }

  /** Whether the signal arrives is not known. */
  public void processTreeUnreadable(Throwable cause) {
    log.debug(
        "LD0030", cause, "Cannot see whether a shell keeps SIGTERM of the container from this JVM");
  }

  /** There is no readiness check. */
  public void noHealth() {
    log.warn(
        "LD0041",
        "No MicroProfile Health here, so no readiness check turns DOWN in a drain. Enable it in the"
            + " server, or see that the balancer learns of the stop in another way");
  }
}
