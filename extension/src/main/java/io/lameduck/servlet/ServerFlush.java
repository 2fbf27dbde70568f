package io.lameduck.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Flushes that come from the server, and only because the response is a wrapper. Open Liberty
 * flushes one as soon as its servlet has returned, Undertow when a forward has. It is chunked then,
 * which takes one more write, and has no {@code Content-Length}, not even after HEAD. The server's
 * own response waits for the filters, and says how long its body is; so does a wrapped one that is
 * not flushed.
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
   * Whether Open Liberty may flush a wrapper of this response. Not where somebody else has wrapped
   * it before us: then it would do so without us, too.
   */
  static boolean mayFollowServlet(ServletResponse wrapped) {
    String type = wrapped.getClass().getName();
    return type.startsWith("com.ibm.ws.webcontainer")
        || type.startsWith("io.openliberty.webcontainer");
  }

  /** Whether it does, in {@link ServletResponse#flushBuffer()}. */
  static boolean followsServlet(Class<?> caller) {
    return caller.getName().equals("com.ibm.ws.webcontainer.servlet.ServletWrapper");
  }

  /** As {@link #mayFollowServlet}, for Undertow, which flushes the writer or the stream. */
  static boolean mayFollowForward(ServletRequest request, ServletResponse wrapped) {
    return wrapped.getClass().getName().startsWith("io.undertow.servlet.spec.")
        && request.getDispatcherType() != DispatcherType.REQUEST;
  }

  /** Whether it does. */
  static boolean followsForward(Class<?> caller) {
    return caller.getName().equals("io.undertow.servlet.spec.RequestDispatcherImpl");
  }
}
