package io.lameduck.response;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;

/**
 * Headers of a response that a {@code RequestDispatcher.include} is about to commit. Containers
 * ignore them, as a servlet that is included must not set any (Jakarta Servlet 6.0, 9.3). Payara
 * does so in a wrapper of its own, which it puts between ours and the response; Undertow and Open
 * Liberty in the response itself, whose own methods are then called by reflection.
 */
final class IncludedResponse {

  private IncludedResponse() {}

  /** Sets a header that the outermost of these responses has ignored. Does nothing if it cannot. */
  static void setHeader(HttpServletResponse outermost, String name, String value) {
    if (!(WebContainer.innermost(outermost) instanceof HttpServletResponse response)) {
      return;
    }
    if (response != outermost) {
      response.setHeader(name, value);
    }
    if (!response.containsHeader(name)) {
      try {
        if (WebContainer.isUndertow(response)) {
          setInUndertow(response, name, value);
        } else if (WebContainer.isLiberty(response)) {
          setInLiberty(response, name, value);
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        WebContainer.changed(
            IncludedResponse.class, "No header during an include in ", response, e);
      }
    }
  }

  private static void setInUndertow(HttpServletResponse response, String name, String value)
      throws ReflectiveOperationException {
    Class<?> type = response.getClass();
    if (!(boolean) type.getMethod("isInsideInclude").invoke(response)) {
      return;
    }
    Method inside = type.getMethod("setInsideInclude", boolean.class);
    inside.invoke(response, false);
    try {
      response.setHeader(name, value);
    } finally {
      inside.invoke(response, true);
    }
  }

  /** The last argument says whether it looks for an include. */
  private static void setInLiberty(HttpServletResponse response, String name, String value)
      throws ReflectiveOperationException {
    response
        .getClass()
        .getMethod("setHeader", String.class, String.class, boolean.class)
        .invoke(response, name, value, false);
  }
}
