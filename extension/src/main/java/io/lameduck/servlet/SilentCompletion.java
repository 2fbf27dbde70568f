package io.lameduck.servlet;

import jakarta.servlet.AsyncContext;

/**
 * Completions that no listener hears of. If a write has failed because the client has gone, Grizzly
 * cancels the response, and a later {@code complete()} of Payara or GlassFish returns without a
 * word. They tell of every other completion before it returns.
 */
final class SilentCompletion {

  private SilentCompletion() {}

  /** Whether the request is over when {@code complete()} of this context has returned. */
  static boolean mayBe(AsyncContext context) {
    return context.getClass().getName().startsWith("org.apache.catalina.connector.");
  }
}
