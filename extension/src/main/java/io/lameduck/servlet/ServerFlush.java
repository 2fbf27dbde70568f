package io.lameduck.servlet;

import jakarta.servlet.ServletResponse;
import java.util.Set;

/**
 * Flushes that come from the server, and only because the response is a wrapper. Open Liberty
 * flushes one as soon as its servlet has returned, Undertow when a forward has. It is chunked then,
 * which takes one more write, and has no {@code Content-Length}, not even after HEAD. The server's
 * own response waits for the filters, and says how long its body is; so does a wrapped one that is
 * not flushed.
 *
 * <p>Nothing but the caller tells such a flush from one of the application. To look for it takes
 * half a microsecond, so that everything else is asked first.
 */
final class ServerFlush {

  /** To be asked by the method that is the flush. */
  static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final Set<String> SERVERS =
      Set.of(
          "com.ibm.ws.webcontainer.servlet.ServletWrapper",
          "io.undertow.servlet.spec.RequestDispatcherImpl");

  private ServerFlush() {}

  /**
   * Whether one may come to a wrapper of this response. Not where somebody else has wrapped it
   * before us: then it would come without us, too.
   */
  static boolean mayComeTo(ServletResponse wrapped) {
    String type = wrapped.getClass().getName();
    return type.startsWith("io.undertow.servlet.spec.")
        || type.startsWith("com.ibm.ws.webcontainer")
        || type.startsWith("io.openliberty.webcontainer");
  }

  /** Whether it is one. */
  static boolean isCalledBy(Class<?> caller) {
    return SERVERS.contains(caller.getName());
  }
}
