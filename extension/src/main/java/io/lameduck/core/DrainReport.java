package io.lameduck.core;

import java.time.Duration;
import java.util.List;

/**
 * How a drain went.
 *
 * @param trigger who asked first
 * @param outcome why it ended
 * @param lameDuck how long the lame-duck phase took; zero where it was skipped
 * @param draining how long it then waited for what was in flight
 * @param servedLate requests that arrived after the drain had begun, probes not counted
 * @param rejected requests that were refused, because the lame-duck phase was over
 * @param completed of all that were running or came later, those that had ended when the drain
 *     ended
 * @param streamsEnded event streams that had to be ended
 * @param abandoned those that had not ended, streams not among them
 * @param unfinished what the oldest ten of those were: method and path, or the name of the work
 */
public record DrainReport(
    Trigger trigger,
    Outcome outcome,
    Duration lameDuck,
    Duration draining,
    long servedLate,
    long rejected,
    long completed,
    long streamsEnded,
    long abandoned,
    List<String> unfinished) {

  /** Why a drain ended. */
  public enum Outcome {
    /** Nothing was left in flight. */
    DRAINED,
    /** The deadline passed. */
    TIMED_OUT,
    /** The operator asked a second time. */
    CUT_SHORT,
    /** The operator took it back. */
    RESUMED
  }
}
