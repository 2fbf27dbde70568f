package io.lameduck.response;

import io.lameduck.server.Reflection;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What Undertow does differently on a connection that closes after the response. Each method does
 * nothing on another server.
 */
final class UndertowClose {

  private UndertowClose() {}

  /**
   * Whether the request has a body that the application has not begun to read. Undertow closes such
   * a connection at once, while the client may still send: the client sees a reset connection
   * instead of the response (RFC 9112, 9.6). If the connection stays open, Undertow reads the rest.
   *
   * <p>A body that it has begun is no such body: an application may have read all of it and not
   * looked for the end, as some parsers do, and Undertow then takes the request for incomplete.
   */
  static boolean losesBody(HttpServletRequest request) {
    if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
      return false;
    }
    ServletRequest innermost = WebContainer.innermost(request);
    try {
      return WebContainer.isUndertow(innermost) && isUnread(innermost);
    } catch (ReflectiveOperationException | RuntimeException e) {
      WebContainer.changed(
          UndertowClose.class, "Not known whether a body was read: ", innermost, e);
      return false;
    }
  }

  private static boolean isUnread(ServletRequest request) throws ReflectiveOperationException {
    Object exchange = WebContainer.undertowExchange(request);
    Class<?> type = exchange.getClass();
    return (boolean) type.getMethod("isRequestChannelAvailable").invoke(exchange)
        && !(boolean) type.getMethod("isRequestComplete").invoke(exchange);
  }

  /**
   * Before the container answers a failure of the application: Undertow clears the head then, and
   * says by itself that it closes a connection which does not persist.
   */
  static void beforeFailure(HttpServletRequest request) {
    ServletRequest innermost = WebContainer.innermost(request);
    if (!WebContainer.isUndertow(innermost)) {
      return;
    }
    try {
      Object exchange = WebContainer.undertowExchange(innermost);
      exchange.getClass().getMethod("setPersistent", boolean.class).invoke(exchange, false);
    } catch (ReflectiveOperationException | RuntimeException e) {
      WebContainer.changed(UndertowClose.class, "Not closed after a failure: ", innermost, e);
    }
  }

  /**
   * Keeps a response of unknown length chunked. Undertow chunks only if the connection stays open;
   * otherwise the response ends with the connection, so one that is cut off looks whole, and its
   * trailer fields are lost (RFC 9112, 6.3). To be called once, before the head is sent.
   */
  static void keepChunked(ServletResponse response) {
    ServletResponse innermost = WebContainer.innermost(response);
    if (!WebContainer.isUndertow(innermost)) {
      return;
    }
    try {
      Object exchange = WebContainer.undertowExchange(innermost);
      Class<?> type = exchange.getClass();
      Class<?> listenerType =
          Class.forName("io.undertow.server.ResponseCommitListener", true, type.getClassLoader());
      // Only then is it known whether it has a length: Undertow counts a short one by itself.
      Object listener =
          Reflection.proxy(
              listenerType,
              (proxy, method, arguments) -> {
                chunk(exchange);
                return null;
              });
      type.getMethod("addResponseCommitListener", listenerType).invoke(exchange, listener);
    } catch (ReflectiveOperationException | RuntimeException e) {
      WebContainer.changed(UndertowClose.class, "Not chunked in a drain: ", innermost, e);
    }
  }

  /** As Undertow does by itself where the connection stays open. */
  private static void chunk(Object exchange) throws ReflectiveOperationException {
    Object headers = exchange.getClass().getMethod("getResponseHeaders").invoke(exchange);
    if ((boolean) exchange.getClass().getMethod("isHttp11").invoke(exchange)
        && !contains(headers, "Content-Length")
        && !contains(headers, "Transfer-Encoding")) {
      Class<?> name =
          Class.forName("io.undertow.util.HttpString", true, exchange.getClass().getClassLoader());
      headers
          .getClass()
          .getMethod("put", name, String.class)
          .invoke(
              headers,
              name.getConstructor(String.class).newInstance("Transfer-Encoding"),
              "chunked");
    }
  }

  private static boolean contains(Object headers, String name) throws ReflectiveOperationException {
    return (boolean) headers.getClass().getMethod("contains", String.class).invoke(headers, name);
  }
}
