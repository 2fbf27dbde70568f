package io.lameduck.core;

import java.time.Duration;

/** The lines about observers of the application that do not do well. */
public final class ObserverMessages {

  private final LogLines log;

  ObserverMessages(LogLines log) {
    this.log = log;
  }

  /** It has not returned in its time. */
  public void hangs(String observer, String event, Duration bound) {
    log.warn(
        "LD0036",
        "An observer in %s has not returned from %s within %s; the drain goes on without it",
        observer,
        event,
        Durations.text(bound));
  }

  /** It has thrown something. */
  public void failed(String observer, String event, Throwable cause) {
    log.warn("LD0037", cause, "An observer in %s failed on %s; the drain goes on", observer, event);
  }
}
