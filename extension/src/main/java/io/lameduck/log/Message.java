package io.lameduck.log;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every line that Lameduck logs: its id, its level and its text, a {@link java.util.Formatter}
 * pattern. An id never gets another meaning; several forms of one message share it. The
 * troubleshooting page has an entry for each.
 */
public enum Message {
  ENABLED(
      "LD0001",
      INFO,
      "Graceful shutdown enabled for %s: readiness %s, keeps serving %s to %s (until %s"
          + " without requests), then waits for in-flight requests; deadline %s, then the server"
          + " stops within %s (grace period %s)"),
  LAME_DUCK(
      "LD0002",
      INFO,
      "Lame duck (%s): readiness %s, still serving for %s to %s; in-flight requests: %d"),
  NO_LAME_DUCK_CLOSED("LD0003", INFO, "Lame duck skipped (%s): the server accepts no new requests"),
  NO_LAME_DUCK_UNUSED(
      "LD0003", INFO, "Lame duck skipped (%s): never ready and never had a request"),
  NO_LAME_DUCK_AGAIN("LD0003", INFO, "Lame duck skipped (%s): not ready since an operator's drain"),
  DRAINING("LD0004", INFO, "Draining: waiting for in-flight requests: %d; time left: %s"),
  DRAINED("LD0005", INFO, "Drained (%s): %s"),
  TIMED_OUT(
      "LD0006",
      WARNING,
      "Deadline reached (%s), in-flight requests are cut off: %s. Raise"
          + " lameduck.grace-period (with the pod's terminationGracePeriodSeconds) to give them"
          + " more time"),
  CUT_SHORT("LD0007", WARNING, "Cut short by a second signal: %2$s"),
  SIGNAL_REFUSED(
      "LD0008",
      WARNING,
      "SIG%s cannot be caught (%s), as is usual with -Xrs: it kills the JVM at once and"
          + " cuts off every in-flight request. Start the JVM without -Xrs"),
  SIGNAL_IGNORED(
      "LD0009",
      WARNING,
      "SIG%s is ignored in this process: it neither stops nor drains the server. Start the"
          + " JVM from a parent that does not ignore it"),
  DRAIN_FAILED("LD0010", ERROR, "The drain failed; the server's own shutdown proceeds"),
  DRAIN_OVERDUE(
      "LD0011", ERROR, "The drain did not end within %s; the server's own shutdown proceeds"),
  PREVIOUS_HANDLER_FAILED(
      "LD0012", ERROR, "The previous handler of SIG%s failed; the JVM exits instead"),
  UNKNOWN_KEYS("LD0013", WARNING, "Unknown configuration: %s. Lameduck reads %s"),
  /** Thrown, not logged, so that it appears once. */
  SETTINGS_REFUSED("LD0014", ERROR, "Invalid Lameduck configuration: %s"),
  SWITCHED_OFF("LD0015", INFO, "Disabled by lameduck.enabled=false"),
  NO_CDI(
      "LD0016",
      INFO,
      "CDI is not active in %s: its requests are drained, but it gets no events and no metrics, and"
          + " no batch job, no message and nothing that is @InFlight is awaited"),
  ENABLED_WITHOUT_SIGNAL(
      "LD0017",
      INFO,
      "Graceful shutdown enabled without a signal: when the application is stopped, it"
          + " waits for in-flight requests, at most %s"),
  NO_SIGNALS(
      "LD0018",
      WARNING,
      "This JVM cannot catch SIG%s (%s): the signal stops the server without a drain. Run"
          + " on a JVM that has the module jdk.unsupported"),
  SIGNAL_NOT_RELEASED(
      "LD0019",
      WARNING,
      "The previous handler of SIG%s could not be restored; the signal still stops the JVM"),
  PEERS_UNKNOWN(
      "LD0020",
      WARNING,
      "No access to the MBean server (%s): this application drains alone, not together with"
          + " its peers in this JVM"),
  SERVER_STOP_UNKNOWN(
      "LD0021",
      DEBUG,
      "Cannot hook %s's own shutdown (its internals changed): only a signal drains while"
          + " requests are still accepted"),
  REQUESTS_NOT_TRACKED(
      "LD0022",
      WARNING,
      "Requests of %s are not tracked: the server has left out Lameduck's initializer. Put the jar"
          + " into WEB-INF/lib of each WAR, not into lib of an EAR; an absolute-ordering in web.xml"
          + " has to name lameduck"),
  WRITES_ABANDONED(
      "LD0023",
      WARNING,
      "%d bytes of finished responses have not reached their clients, and %s: they may be lost"),
  WRITES_UNKNOWN(
      "LD0024",
      DEBUG,
      "Cannot see the pending writes of %s (its internals changed): a large response to a"
          + " slow client may be cut off"),
  LISTENER_FAILED("LD0025", ERROR, "%s failed; the drain goes on without it"),
  SESSIONS_CLOSED("LD0026", INFO, "WebSocket sessions closed with 1001 (going away): %d, in %s"),
  SESSIONS_NOT_CLOSED(
      "LD0027",
      WARNING,
      "Not closed within lameduck.streams.timeout (%s): %d of %d WebSocket sessions. Their clients"
          + " do not read, or the application's own close method blocks"),
  SESSIONS_UNKNOWN(
      "LD0028",
      DEBUG,
      "Cannot see the open WebSocket sessions of %s (its internals changed): the server's"
          + " own shutdown ends them"),
  SIGNAL_NOT_FORWARDED(
      "LD0029",
      WARNING,
      "SIGTERM of the container does not reach this JVM: a shell does not forward it (%s)."
          + " Start the server with exec in that shell, or use an init such as tini instead of the"
          + " shell"),
  PROCESSES_UNKNOWN(
      "LD0030", DEBUG, "Cannot see whether a shell forwards SIGTERM of the container to this JVM"),
  REPORT_NOT_WRITTEN("LD0031", DEBUG, "The report could not be written to %s"),
  STREAMS_CUT_OFF("LD0032", WARNING, "Event streams cut off because they could not be ended: %d"),
  STILL_RUNNING("LD0033", WARNING, "Still running (%s): %s for %s, %s"),
  MORE_STILL_RUNNING("LD0034", WARNING, "Still running (%s): %d more"),
  RESUMED("LD0035", INFO, "Resumed by the operator: ready again"),
  OBSERVER_HANGS(
      "LD0036",
      WARNING,
      "An observer in %s did not return from %s within %s; the drain goes on without it"),
  OBSERVER_FAILED("LD0037", WARNING, "An observer in %s failed on %s; the drain goes on"),
  METRICS_PUBLISHED("LD0038", DEBUG, "Metrics published in %s"),
  METRICS_REFUSED("LD0039", WARNING, "Metrics not published: %s rejects them"),
  METRICS_NOT_REMOVED(
      "LD0040",
      WARNING,
      "Metrics could not be removed from %s, which may keep the undeployed application in"
          + " memory"),
  NO_HEALTH(
      "LD0041",
      WARNING,
      "MicroProfile Health is not available, so no readiness check turns DOWN in a drain."
          + " Enable it in the server, or set lameduck.readiness.endpoint=true and have the balancer"
          + " ask there"),
  PREVIOUS_HANDLER_RETURNED(
      "LD0042",
      INFO,
      "The previous handler of SIG%s (%s) has returned; stopping the JVM is left to it"),
  SIGNAL_TAKEN_BY_ANOTHER(
      "LD0043",
      INFO,
      "Another handler of SIG%s (%s) was installed after Lameduck's, and stays: a signal"
          + " has drained only if that handler passed it on"),
  WRITES_AWAITED(
      "LD0047",
      INFO,
      "All requests are done; waiting for %d bytes of their responses to reach their clients"),
  LISTENERS_CLOSED(
      "LD0050",
      INFO,
      "HTTP listeners closed: %d. New connections are refused; the server's own shutdown"
          + " follows"),
  LISTENERS_UNKNOWN(
      "LD0051",
      DEBUG,
      "Cannot close the HTTP listeners of %s (its internals changed): it may answer 404 or"
          + " 503, and readiness UP, until its own shutdown closes them"),
  ASKED_FOR_THE_STOP("LD0055", INFO, "Not waiting for %s, which requested this stop"),
  INTERRUPTED(
      "LD0056",
      INFO,
      "Threads interrupted so that their work can roll back: %d. The stop no longer waits"
          + " for them; lameduck.abandoned=leave lets them run on"),
  CANCELLATIONS_UNKNOWN(
      "LD0061",
      DEBUG,
      "Cannot follow the cancelled requests of this server (its internals changed): a drain may wait"
          + " for asynchronous requests whose clients have gone"),
  ENDED_REQUESTS_UNKNOWN(
      "LD0061",
      DEBUG,
      "Cannot follow the requests that this server ends itself (its internals changed): a drain may"
          + " wait for asynchronous requests that were answered by an error"),
  GOAWAY_UNKNOWN(
      "LD0070",
      DEBUG,
      "Cannot send GOAWAY on HTTP/2 connections of %s (its internals changed): their"
          + " clients keep sending requests until the server's own shutdown closes the connections"),
  GOAWAYS_SENT(
      "LD0071",
      INFO,
      "GOAWAY sent on HTTP/2 connections: %d. Their clients open new connections elsewhere"),
  JOBS_STOPPED(
      "LD0080",
      INFO,
      "Stopping batch jobs at half of the draining time, so that they can be restarted: executions"
          + " %s"),
  JOB_NOT_STOPPED("LD0081", DEBUG, "The job operator did not stop batch execution %d"),
  JOBS_UNKNOWN("LD0082", DEBUG, "The job operator does not list the running batch jobs"),
  MESSAGES_NOT_AWAITED(
      "LD0085",
      INFO,
      "In-flight messages are not awaited: CDI cannot intercept %s, which is final or has a final"
          + " method or a private constructor; change it, or put @InFlight on the listener methods"),
  MESSAGE_BEANS_UNKNOWN(
      "LD0086", DEBUG, "The CDI container does not list the message-driven beans"),
  HEALTH_UNKNOWN(
      "LD0087",
      DEBUG,
      "Cannot add the readiness check to the server's health support (its internals changed)"),
  WELD_MODULE_UNKNOWN(
      "LD0088",
      DEBUG,
      "Cannot put Lameduck's beans into the module of the application (WildFly's internals changed)"),
  STREAMS_NOT_KEPT(
      "LD0089",
      DEBUG,
      "A client of HTTP/2 that says GOAWAY in a drain loses its streams (%s's internals changed)"),
  DELIVERY_UNKNOWN(
      "LD0090",
      DEBUG,
      "Cannot stop the delivery of messages in a drain (WildFly's internals changed): its own stop"
          + " waits for those that began in the drain");

  private final String id;
  private final Level level;
  private final String text;

  Message(String id, Level level, String text) {
    this.id = id;
    this.level = level;
    this.text = text;
  }

  /** The id, such as {@code LD0001}. */
  public String id() {
    return id;
  }

  Level level() {
    return level;
  }

  /** The pattern of the text, with a placeholder for each value. */
  public String text() {
    return text;
  }

  /** The text with these values, after the id. */
  public String format(@Nullable Object @Nullable ... values) {
    return id + ": " + String.format(Locale.ROOT, text, values);
  }
}
