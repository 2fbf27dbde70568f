package io.lameduck.core;

import java.lang.System.Logger;
import java.time.Duration;

/** What is logged of WebSocket sessions; see {@link Messages}. */
public final class WebSocketMessages {

  private final LogLines log;

  /** Writes to the given logger, about the web application at this path. */
  public WebSocketMessages(Logger logger, String contextPath) {
    this.log = new LogLines(logger);
    log.about(contextPath.isEmpty() ? "/" : contextPath);
  }

  /** Writes to the logger {@code io.lameduck} of the platform. */
  public static WebSocketMessages toPlatformLog(String contextPath) {
    return new WebSocketMessages(System.getLogger("io.lameduck"), contextPath);
  }

  /** Every session that was open is closed, as far as its implementation tells. */
  public void closed(int sessions, Duration took) {
    log.info(
        "LD0026",
        "WebSocket sessions closed with 1001 (going away): %d, in %s",
        sessions,
        Durations.measured(took));
  }

  /** The budget is spent; what is left is still being closed, and nobody waits for it. */
  public void notClosed(int left, int sessions, Duration bound) {
    log.warn(
        "LD0027",
        "Not closed within lameduck.streams.timeout (%s): %d of %d WebSocket sessions. Their"
            + " clients do not read, or the application's own close method blocks",
        Durations.text(bound),
        left,
        sessions);
  }

  /** An implementation that we do not know, or not as it is here. */
  public void sessionsUnknown(String container, Throwable cause) {
    log.debug(
        "LD0028",
        cause,
        "%s does not show its open WebSocket sessions: they end when the server ends them",
        container);
  }
}
