package io.lameduck.response;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request body that the application has not begun to read. After {@code Connection: close}
 * Undertow closes at once, while the client may still send: the client sees a reset connection
 * instead of the response (RFC 9112, 9.6). If the connection stays open, Undertow reads the rest.
 *
 * <p>One that has begun is no such body: an application may have read all of it and not looked for
 * the end, as some parsers do, and Undertow then takes the request for incomplete.
 */
final class UnreadBody {

  private UnreadBody() {}

  /** Whether there is one, on a server that would not read it. */
  static boolean isLost(HttpServletRequest request) {
    if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
      return false;
    }
    ServletRequest innermost = WebContainer.innermost(request);
    try {
      return WebContainer.isUndertow(innermost) && isUnreadInUndertow(innermost);
    } catch (ReflectiveOperationException | RuntimeException e) {
      WebContainer.changed(UnreadBody.class, "Not known whether a body was read: ", innermost, e);
      return false;
    }
  }

  private static boolean isUnreadInUndertow(ServletRequest request)
      throws ReflectiveOperationException {
    Object exchange = WebContainer.undertowExchange(request);
    Class<?> type = exchange.getClass();
    return (boolean) type.getMethod("isRequestChannelAvailable").invoke(exchange)
        && !(boolean) type.getMethod("isRequestComplete").invoke(exchange);
  }
}
