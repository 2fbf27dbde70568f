package io.lameduck.servlet;

import jakarta.servlet.AsyncContext;
import java.io.IOException;

/**
 * Completions that no listener hears of. If a write has failed because the client has gone, Grizzly
 * cancels the response, and a later {@code complete()} of Payara or GlassFish returns without a
 * word, nor does a time-out come. They tell of every other completion before it returns.
 */
final class SilentCompletion {

  private SilentCompletion() {}

  /** Whether the request is over when {@code complete()} of this context has returned. */
  static boolean mayBe(AsyncContext context) {
    return context.getClass().getName().startsWith("org.apache.catalina.connector.");
  }

  /** Whether a write that fails with this has cancelled the response. */
  static boolean hasCome(IOException failure) {
    return failure
        .getClass()
        .getName()
        .equals("org.apache.catalina.connector.ClientAbortException");
  }
}
