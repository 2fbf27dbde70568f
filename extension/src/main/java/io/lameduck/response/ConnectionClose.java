package io.lameduck.response;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The header that asks a client to open its next connection elsewhere. The server still closes the
 * connection itself, in order, after the last byte (RFC 9112, 9.6).
 */
public final class ConnectionClose {

  private static final String NAME = "Connection";
  private static final String VALUE = "close";

  private ConnectionClose() {}

  /** HTTP/2 forbids connection-specific headers (RFC 9113, 8.2.2). */
  public static boolean appliesTo(HttpServletRequest request) {
    return request.getProtocol().startsWith("HTTP/1.");
  }

  /** For a request that arrives during a drain, before anything else can write its head. */
  public static void begin(HttpServletRequest request, HttpServletResponse response) {
    // A handshake may become a 101, whose Connection header is the server's.
    if (appliesTo(request)
        && request.getHeader("Upgrade") == null
        && !UndertowClose.losesBody(request)) {
      set(response);
    }
  }

  /** Sets the header if the head is not yet sent. */
  static void set(HttpServletResponse response) {
    if (!response.isCommitted()
        && response.getStatus() != HttpServletResponse.SC_SWITCHING_PROTOCOLS) {
      if (!response.containsHeader(NAME)) {
        UndertowClose.keepChunked(response);
      }
      response.setHeader(NAME, VALUE);
      if (!response.containsHeader(NAME)) {
        IncludedResponse.setHeader(response, NAME, VALUE);
      }
    }
  }
}
