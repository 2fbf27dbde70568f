package io.lameduck.response;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request body of which a part has not been read. After {@code Connection: close} Undertow closes
 * at once, while the client may still send: the client sees a reset connection instead of the
 * response (RFC 9112, 9.6). If the connection stays open, Undertow reads the rest.
 *
 * <p>Only a body whose length is known: of a chunked one, applications may leave the last chunk.
 */
final class UnreadBody {

  private UnreadBody() {}

  /** Whether there is one, on a server that would not read it. */
  static boolean isLost(HttpServletRequest request) {
    if (request.getContentLengthLong() <= 0) {
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
    Object exchange = request.getClass().getMethod("getExchange").invoke(request);
    return !(boolean) exchange.getClass().getMethod("isRequestComplete").invoke(exchange);
  }
}
