package io.lameduck.metrics;

import io.lameduck.DrainPhase;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metrics from what the drain knows anyway, when it is asked: nothing is done on the way
 * of a request. Any thread may ask, and never blocks.
 */
final class MetricReader implements DrainListener {

  private final Drain drain;
  private final Duration drainTime;
  private final String application;

  /** Of the last drain; null before its end. */
  private volatile @Nullable Duration took;

  /**
   * Of this drain, which has to be told of it as a listener.
   *
   * @param drainTime how long all phases together may take
   * @param application what people call it
   */
  MetricReader(Drain drain, Duration drainTime, String application) {
    this.drain = drain;
    this.drainTime = drainTime;
    this.application = application;
  }

  String application() {
    return application;
  }

  Number read(Metric metric) {
    return switch (metric) {
      case ACTIVE_REQUESTS -> Long.valueOf(drain.activeRequests());
      case PHASE -> Long.valueOf(number(drain.state().phase()));
      case SERVED_LATE -> Long.valueOf(drain.traffic().servedLate());
      case REJECTED -> Long.valueOf(drain.traffic().rejected());
      case GOAWAYS -> Long.valueOf(drain.traffic().goAways());
      case DRAIN_DURATION -> Double.valueOf(elapsed().toNanos() / 1e9);
    };
  }

  /** Not the ordinal: what is in an alert must not change. */
  private static long number(DrainPhase phase) {
    return switch (phase) {
      case SERVING -> 0;
      case LAME_DUCK -> 1;
      case DRAINING -> 2;
      case DRAINED -> 3;
      case TIMED_OUT -> 4;
    };
  }

  private Duration elapsed() {
    Duration all = took;
    if (all != null) {
      return all;
    }
    // A drain that runs has just that deadline, so this is the time since it was asked for.
    return drain.announced() ? drainTime.minus(drain.timeLeft()) : Duration.ZERO;
  }

  @Override
  public void began(DrainPhase phase, Trigger trigger) {
    took = null;
  }

  @Override
  public void ended(DrainReport report) {
    took = report.lameDuck().plus(report.draining());
  }

  @Override
  public void resumed() {
    took = null;
  }
}
