package io.lameduck.core;

import java.time.Duration;

/**
 * How a drain went.
 *
 * @param trigger who asked first
 * @param outcome why it ended
 * @param lameDuck how long the lame-duck phase took; zero where it was skipped
 * @param draining how long it then waited for what was in flight
 * @param servedLate requests that arrived after the drain had begun, probes not counted
 * @param completed of all that were running or came later, those that had ended when the drain
 *     ended
 * @param abandoned those that had not
 */
public record DrainReport(
    Trigger trigger,
    Outcome outcome,
    Duration lameDuck,
    Duration draining,
    long servedLate,
    long completed,
    long abandoned) {

  /** Why a drain ended. */
  public enum Outcome {
    /** Nothing was left in flight. */
    DRAINED,
    /** The deadline passed. */
    TIMED_OUT,
    /** The operator asked a second time. */
    CUT_SHORT
  }
}
