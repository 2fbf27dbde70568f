package io.lameduck.servlet;

import io.lameduck.drain.Drain;
import io.lameduck.response.ConnectionClose;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;

/**
 * A 503 that sends the client elsewhere: never on a connection that stays open, or a balancer would
 * go on to use it.
 */
final class Refusal {

  private Refusal() {}

  /**
   * Whether this is a WebSocket handshake that comes when the sessions are ended or have been: what
   * it opens would be cut off without a close frame.
   */
  static boolean isDueToHandshake(HttpServletRequest request, Drain drain) {
    String upgrade = request.getHeader("Upgrade");
    return upgrade != null
        && upgrade.toLowerCase(Locale.ROOT).contains("websocket")
        && drain.state().isPastLameDuck();
  }

  /**
   * Answers in place of the application.
   *
   * @param retryAfter rounded up to whole seconds, at least one (RFC 9110, 10.2.3)
   */
  static void send(HttpServletRequest request, HttpServletResponse response, Duration retryAfter) {
    // Not sendError, which has the application's error page rendered.
    response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    if (ConnectionClose.appliesTo(request)) {
      response.setHeader("Connection", "close");
    }
    long seconds = retryAfter.plusNanos(999_999_999).toSeconds();
    response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    response.setContentLength(0);
  }
}
