package io.lameduck.response;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** The containers whose own objects of a request need other means than those of other servers. */
public final class WebContainer {

  private WebContainer() {}

  /** The request within all wrappers: the container's own, as a rule. */
  public static ServletRequest innermost(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner;
  }

  /** The response within all wrappers: the container's own, as a rule. */
  public static ServletResponse innermost(ServletResponse response) {
    ServletResponse inner = response;
    while (inner instanceof ServletResponseWrapper wrapper) {
      inner = wrapper.getResponse();
    }
    return inner;
  }

  /** The exchange behind a request or a response of Undertow's own. */
  static Object undertowExchange(Object own) throws ReflectiveOperationException {
    return own.getClass().getMethod("getExchange").invoke(own);
  }

  /** Whether the first is the second, or what that wraps; asks no wrapper of an application. */
  public static boolean isWithin(ServletRequest inner, @Nullable ServletRequest outer) {
    ServletRequest each = outer;
    while (each != inner && each instanceof ServletRequestWrapper wrapper) {
      each = wrapper.getRequest();
    }
    return each == inner;
  }

  /** As {@link #isWithin(ServletRequest, ServletRequest)}. */
  public static boolean isWithin(ServletResponse inner, @Nullable ServletResponse outer) {
    ServletResponse each = outer;
    while (each != inner && each instanceof ServletResponseWrapper wrapper) {
      each = wrapper.getResponse();
    }
    return each == inner;
  }

  /**
   * Logs that an object of the container is not as it was when this was written.
   *
   * @param where logs it
   * @param what could not be done with it, before the name of its class
   */
  static void changed(Class<?> where, String what, Object object, Exception cause) {
    System.getLogger(where.getName())
        .log(System.Logger.Level.DEBUG, what + object.getClass().getName(), cause);
  }

  /** Whether a request, a response or an async context is Undertow's own, and no wrapper. */
  public static boolean isUndertow(Object object) {
    return object.getClass().getName().startsWith("io.undertow.servlet.spec.");
  }

  /** Whether a request or a response is Open Liberty's own, and no wrapper. */
  public static boolean isLiberty(Object object) {
    String type = object.getClass().getName();
    return type.startsWith("com.ibm.ws.webcontainer")
        || type.startsWith("io.openliberty.webcontainer");
  }
}
