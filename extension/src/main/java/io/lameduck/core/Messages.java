package io.lameduck.core;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.Collection;

/**
 * Every line that Lameduck logs, each with an id that is never used for anything else. The
 * troubleshooting page has an entry for each.
 */
public final class Messages {

  /** For the lines of a theme that has a class of its own. */
  final LogLines log;

  private final ReportMessages reports;

  /** Writes to the given logger. */
  public Messages(Logger logger) {
    this.log = new LogLines(logger);
    this.reports = new ReportMessages(this);
  }

  WorkMessages work() {
    return new WorkMessages(log);
  }

  /** Those about observers. */
  public ObserverMessages observers() {
    return new ObserverMessages(log);
  }

  /** Those about responses on their way to their clients. */
  public DeliveryMessages delivery() {
    return new DeliveryMessages(log);
  }

  /** Those about signals. */
  public SignalMessages signals() {
    return new SignalMessages(log);
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

  /**
   * No lame-duck phase.
   *
   * @param again whether an operator's drain has been over for long
   */
  void lameDuckSkipped(Trigger trigger, boolean again) {
    if (!trigger.doorOpen()) {
      log.info("LD0003", "Lame duck skipped (%s): the server sends no new requests", trigger);
    } else {
      log.info(
          "LD0003",
          again
              ? "Lame duck skipped (%s): has not been ready since an operator's drain"
              : "Lame duck skipped (%s): was never ready and never had a request",
          trigger);
    }
  }

  void draining(long running, Duration left) {
    log.info(
        "LD0004",
        "Draining: waiting for running requests: %d; time left: %s",
        running,
        Durations.measured(left));
  }

  void report(DrainReport report) {
    reports.report(report);
  }

  /** An operator took the drain back. */
  void resumed() {
    log.info("LD0035", "Resumed by the operator: ready again");
  }

  /** A defect of Lameduck, or a full heap; the stop goes on. Never throws. */
  public void drainFailed(Throwable cause) {
    try {
      log.error("LD0010", cause, "The drain failed; the server's own stop goes on");
    } catch (RuntimeException | Error ignored) {
      // Not even room for a line: what follows is worth more.
    }
  }

  /** A defect of Lameduck, or of what it calls; the drain goes on. */
  void partFailed(String part, Throwable cause) {
    log.error("LD0025", cause, "%s failed; the drain goes on without it", part);
  }

  /** The drain did not return in its time; the stop goes on without it. */
  public void drainOverdue(Duration bound) {
    log.error(
        "LD0011", "The drain did not end within %s; the server's own stop goes on", text(bound));
  }

  /** A server that we know, but not its way to tell us of its stop. */
  public void serverStopUnknown(String server, Throwable cause) {
    log.debug(
        "LD0021",
        cause,
        "%s does not tell of its own stop as it did: only a signal drains with the door open",
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
        "Requests of %s are not tracked: the server has left out Lameduck's initializer. Put the"
            + " jar into WEB-INF/lib of each WAR, not into lib of an EAR; an absolute-ordering in"
            + " web.xml has to name lameduck",
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
