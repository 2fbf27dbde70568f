package io.lameduck.response;

import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Predicate;

/**
 * The end of a forward. Undertow and Open Liberty close their own response then: it says how long
 * its body is, and the application can add nothing. A wrapped one Undertow flushes, and Open
 * Liberty leaves open. So the response that ours wraps is closed in their place.
 *
 * <p>Nothing but the caller tells the server's calls from those of the application. To look for it
 * takes some two microseconds, and is done from the first forward on only.
 */
final class ServerForward {

  private static final String UNDERTOW = "io.undertow.servlet.spec.RequestDispatcherImpl";
  private static final String LIBERTY = "com.ibm.ws.webcontainer.webapp.WebAppRequestDispatcher";
  private static final String LIBERTY_FILTER =
      "com.ibm.ws.webcontainer.filter.FilterInstanceWrapper";

  /** What the request is asked for when a servlet has thrown an {@code Error}. */
  private static final String LIBERTY_ERROR = "com.ibm.wsspi.webcontainer.ignoreDispatchState";

  private ServerForward() {}

  /** Whether a forward begins, in {@link ServletResponse#resetBuffer()}. */
  static boolean begins(Class<?> caller) {
    return isUndertowDispatcher(caller) || caller.getName().equals(LIBERTY);
  }

  /** Whether one of Undertow is over, in {@link ServletResponse#getWriter()}. */
  static boolean isUndertowDispatcher(Class<?> caller) {
    return caller.getName().equals(UNDERTOW);
  }

  /**
   * Whether the servlet of one of Open Liberty has returned, in {@link
   * ServletResponse#isCommitted()}. Not if a filter of the forward is still to return.
   */
  static boolean isLibertyForwardEnd(Class<?> caller) {
    return ServerFlush.followsServlet(caller) && isForwardBefore(ServerForward::isFilter);
  }

  /**
   * Whether the servlet of one of Open Liberty has thrown an {@code Error}, in {@link
   * jakarta.servlet.ServletRequest#getAttribute(String)}. The response is closed then, too.
   */
  static boolean isLibertyForwardEnd(Class<?> caller, String attribute) {
    return LIBERTY_ERROR.equals(attribute)
        && caller.getName().equals(LIBERTY)
        && isForwardBefore(ServerForward::isInclude);
  }

  /** Whether a forward is nearer on the stack than what is asked for. */
  private static boolean isForwardBefore(Predicate<StackWalker.StackFrame> other) {
    return ServerFlush.CALLERS.walk(
        frames ->
            frames
                .filter(frame -> isForward(frame) || other.test(frame))
                .findFirst()
                .filter(ServerForward::isForward)
                .isPresent());
  }

  private static boolean isFilter(StackWalker.StackFrame frame) {
    return frame.getClassName().equals(LIBERTY_FILTER);
  }

  private static boolean isForward(StackWalker.StackFrame frame) {
    return frame.getMethodName().equals("forward") && frame.getClassName().equals(LIBERTY);
  }

  private static boolean isInclude(StackWalker.StackFrame frame) {
    return frame.getMethodName().equals("include") && frame.getClassName().equals(LIBERTY);
  }

  /**
   * Closes the server's own response.
   *
   * @return false if it is none that has been looked at
   */
  static boolean close(ServletResponse delegate) throws IOException {
    if (WebContainer.isUndertow(delegate)) {
      return call(delegate, "closeStreamAndWriter");
    }
    return WebContainer.isLiberty(delegate) && call(delegate, "closeResponseOutput");
  }

  private static boolean call(ServletResponse delegate, String method) throws IOException {
    try {
      delegate.getClass().getMethod(method).invoke(delegate);
      return true;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IOException(e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      WebContainer.changed(ServerForward.class, "Cannot close ", delegate, e);
      return false;
    }
  }
}
