package io.lameduck.response;

import jakarta.servlet.ServletResponse;

/**
 * Flushes of Open Liberty that it makes only because the response is a wrapper, as soon as its
 * servlet has returned. It is chunked then, which takes one more write, and has no {@code
 * Content-Length}, not even after HEAD. The server's own response waits for the filters, and says
 * how long its body is; so does a wrapped one that is not flushed.
 *
 * <p>Nothing but the caller tells such a flush from one of the application. To look for it takes
 * some two microseconds, so that everything else is asked first.
 */
final class ServerFlush {

  /** To be asked by the method that is the flush. */
  static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private ServerFlush() {}

  /**
   * Whether Open Liberty, in {@link ServletResponse#flushBuffer()}, follows a servlet. Not where
   * another filter has wrapped the response before us: then it would do so without us, too.
   */
  static boolean followsServlet(Class<?> caller) {
    return caller.getName().equals("com.ibm.ws.webcontainer.servlet.ServletWrapper");
  }
}
