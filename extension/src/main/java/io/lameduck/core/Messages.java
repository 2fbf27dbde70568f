package io.lameduck.core;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.Collection;

/**
 * Every line that Lameduck logs, each with an id that is never used for anything else. The
 * troubleshooting page has an entry for each.
 */
public final class Messages {

  private final LogLines log;

  /** Writes to the given logger. */
  public Messages(Logger logger) {
    this.log = new LogLines(logger);
  }

  /** Writes to the logger {@code io.lameduck} of the platform. */
  public static Messages toPlatformLog() {
    return new Messages(System.getLogger("io.lameduck"));
  }

  /** Adds the name of the application to every further line: several may share a log. */
  public void about(String application) {
    log.about(application);
  }

  /**
   * The deployment is ready to be stopped.
   *
   * @param triggers what begins the whole drain, as people call it
   */
  public void armed(Collection<String> triggers, Settings settings) {
    if (triggers.isEmpty()) {
      log.info(
          "LD0017",
          "Armed without a signal: when the application is stopped, waits for running requests, at"
              + " most %s",
          text(settings.drainTime()));
      return;
    }
    log.info(
        "LD0001",
        "Armed: on %s says not ready, serves on for %s to %s (until quiet for %s), then waits for"
            + " running requests; at most %s in all, then the server stops within %s (grace period"
            + " %s)",
        String.join(" or ", triggers),
        text(settings.announceMin()),
        text(settings.announceMax()),
        text(settings.announceQuiet()),
        text(settings.drainTime()),
        text(settings.stopReserve()),
        text(settings.gracePeriod()));
  }

  void lameDuck(Trigger trigger, long running, Settings settings) {
    log.info(
        "LD0002",
        "Lame duck (%s): not ready any more, serving on for %s to %s; running requests: %d",
        trigger,
        text(settings.announceMin()),
        text(settings.announceMax()),
        running);
  }

  void lameDuckSkipped(Trigger trigger) {
    log.info(
        "LD0003",
        trigger.doorOpen()
            ? "Lame duck skipped (%s): was never ready and never had a request"
            : "Lame duck skipped (%s): the server sends no new requests",
        trigger);
  }

  void draining(long running, Duration left) {
    log.info(
        "LD0004",
        "Draining: waiting for running requests: %d; time left: %s",
        running,
        Durations.measured(left));
  }

  void report(DrainReport report) {
    String figures =
        "lame duck %s, draining %s; served late: %d, completed: %d, abandoned: %d"
            .formatted(
                Durations.measured(report.lameDuck()),
                Durations.measured(report.draining()),
                report.servedLate(),
                report.completed(),
                report.abandoned());
    switch (report.outcome()) {
      case DRAINED -> log.info("LD0005", "Drained (%s): %s", report.trigger(), figures);
      case TIMED_OUT ->
          log.warn(
              "LD0006",
              "Time is up (%s), requests still running are cut off: %s. Raise"
                  + " lameduck.grace-period (with the pod's terminationGracePeriodSeconds) if they"
                  + " deserve more time",
              report.trigger(),
              figures);
      case CUT_SHORT -> log.warn("LD0007", "Cut short by a second signal: %s", figures);
    }
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

  /** A defect of Lameduck; the stop goes on. */
  public void drainFailed(Throwable cause) {
    log.error("LD0010", cause, "The drain failed; the server's own stop goes on");
  }

  /** The drain did not return in its time; the stop goes on without it. */
  public void drainOverdue(Duration bound) {
    log.error(
        "LD0011", "The drain did not end within %s; the server's own stop goes on", text(bound));
  }

  /** What was to happen on the signal before we came could not be called. */
  public void handOverFailed(String signal, Throwable cause) {
    log.error(
        "LD0012", cause, "The previous handler of SIG%s failed; the JVM exits instead", signal);
  }

  /** A server that we know, but not its way to tell us of its stop. */
  public void serverStopUnknown(String server, Throwable cause) {
    log.debug(
        "LD0021",
        cause,
        "%s does not tell of its own stop as it did: only a signal drains with the door open",
        server);
  }

  /** The time is up, and a client has not yet taken in what was sent to it. */
  public void responsesUnwritten(long bytes) {
    log.warn(
        "LD0023",
        "Time is up, and %d bytes of finished responses are not yet written to their clients: they"
            + " are cut off",
        bytes);
  }

  /** A server that we know, but not where it keeps what it has still to write. */
  public void backlogUnknown(String server, Throwable cause) {
    log.debug(
        "LD0024",
        cause,
        "%s does not show what it has still to write: a large response to a slow client may be cut"
            + " off",
        server);
  }

  /** The other deployments of this JVM cannot be found. */
  public void neighboursUnknown(Throwable cause) {
    log.warn(
        "LD0020",
        "The MBean server refuses us (%s): this application drains by itself, not together with"
            + " the others of this JVM",
        cause);
  }

  /** The portable extension ran, but the filter is not there. */
  public void requestsNotTracked(String application) {
    log.warn(
        "LD0022",
        "Requests of %s are not tracked: this server does not run the initializer of a jar in lib"
            + " of an EAR. Put the jar into WEB-INF/lib of each WAR",
        application);
  }

  /** Keys that nothing reads, so most likely misspelt. */
  public void unknownKeys(Collection<String> keys, Collection<String> known) {
    log.warn(
        "LD0013",
        "Unknown configuration: %s. Lameduck reads %s",
        String.join(", ", keys),
        String.join(", ", known));
  }

  /** The text that refuses a deployment; thrown, not logged, so that it appears once. */
  static String refused(Collection<String> problems) {
    return "LD0014: Lameduck cannot work with this configuration: " + String.join("; ", problems);
  }

  /** Switched off by configuration. */
  public void disabled() {
    log.info("LD0015", "Off, by lameduck.enabled=false");
  }

  /** The filter is there, but the portable extension never ran. */
  public void extensionNeverRan(String contextPath) {
    log.warn(
        "LD0016",
        "CDI is not active in %s, so nothing is drained there. Enable CDI in this application",
        contextPath.isEmpty() ? "/" : contextPath);
  }

  private static String text(Duration duration) {
    return Durations.text(duration);
  }
}
