package io.lameduck.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;

/**
 * Completions that no listener hears of. If a write has failed because the client has gone, Grizzly
 * cancels the response, and a later {@code complete()} of Payara or GlassFish returns without a
 * word. They tell of every other completion before it returns. Undertow ends a request in async
 * mode with {@code sendError} and {@code sendRedirect}, and forgets its context.
 */
final class SilentCompletion {

  private SilentCompletion() {}

  /** Whether the request is over when this response has been sent an error or a redirect. */
  static boolean mayBe(ServletResponse response) {
    return response.getClass().getName().startsWith("io.undertow.servlet.spec.");
  }

  /** Whether the request is over when {@code complete()} of this context has returned. */
  static boolean mayBe(AsyncContext context) {
    return context.getClass().getName().startsWith("org.apache.catalina.connector.");
  }
}
