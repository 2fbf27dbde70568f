package io.lameduck.drain;

import io.lameduck.config.Durations;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a drain went.
 *
 * @param trigger who asked first
 * @param outcome why it ended
 * @param lameDuck how long the lame-duck phase took; zero if it was skipped
 * @param draining how long it then waited for what was in flight
 * @param gracePeriod the configured time from the trigger to the kill, of which these two are a
 *     part
 * @param servedLate requests that arrived after the drain had begun, probes not counted
 * @param rejected requests that were refused, because the lame-duck phase was over
 * @param completed of all that were running or came later, those that had ended when the drain
 *     ended
 * @param streamsEnded event streams that had to be ended
 * @param goAways HTTP/2 connections that were told to go
 * @param abandoned those that had not ended, streams not among them
 * @param unfinished what the oldest ten of those were: method and path, or the name of the work
 */
public record DrainReport(
    Trigger trigger,
    Outcome outcome,
    Duration lameDuck,
    Duration draining,
    Duration gracePeriod,
    long servedLate,
    long rejected,
    long completed,
    long streamsEnded,
    long goAways,
    long abandoned,
    List<String> unfinished) {

  /** The text of the figures. */
  public static final String FIGURES =
      "lame duck %s, draining %s, grace period used %s of %s; served late: %d, rejected: %d,"
          + " completed: %d, streams ended: %d, GOAWAY: %d, abandoned: %d";

  /** Why a drain ended. */
  public enum Outcome {
    /** Nothing was left in flight. */
    DRAINED(Message.DRAINED),
    /** The deadline passed. */
    TIMED_OUT(Message.TIMED_OUT),
    /** The operator asked a second time. */
    CUT_SHORT(Message.CUT_SHORT);

    private final Message message;

    Outcome(Message message) {
      this.message = message;
    }
  }

  /** The line that ends the drain, as the log has it. */
  public String line(Log log) {
    return log.line(outcome.message, trigger, figures());
  }

  void writeTo(Log log) {
    log.write(outcome.message, trigger, figures());
  }

  private String figures() {
    String figures =
        String.format(
            Locale.ROOT,
            FIGURES,
            Durations.measured(lameDuck),
            Durations.measured(draining),
            Durations.measured(lameDuck.plus(draining)),
            Durations.text(gracePeriod),
            servedLate,
            rejected,
            completed,
            streamsEnded,
            goAways,
            abandoned);
    return unfinished.isEmpty() ? figures : figures + " (" + String.join(", ", unfinished) + ")";
  }
}
