package io.lameduck.tck.app.descriptor;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reports, one fact a line, what the server has made of web.xml and the fragments. */
public class DescriptorServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String LAMEDUCK = "lameduck";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    PrintWriter out = response.getWriter();
    ServletContext context = getServletContext();
    out.println("attribute that is not serializable: " + storing(request.getSession()));
    out.println("timeout of this session: " + request.getSession().getMaxInactiveInterval());
    out.println("session timeout: " + context.getSessionTimeout());
    out.println("tracking modes: " + new TreeSet<>(context.getEffectiveSessionTrackingModes()));
    out.println("cookie: " + cookie(context.getSessionCookieConfig()));
    out.println("version: " + context.getEffectiveMajorVersion());
    out.println("minor version: " + context.getEffectiveMinorVersion());
    out.println("name: " + context.getServletContextName());
    out.println("request encoding: " + context.getRequestCharacterEncoding());
    out.println("response encoding: " + context.getResponseCharacterEncoding());
    out.println("MIME type: " + context.getMimeType("a.descriptor"));
    out.println("parameters: " + parameters(context));
    out.println("ordered libraries: " + orderedLibraries(context));
    out.println(
        "servlets: " + mapped(context.getServletRegistrations(), ServletRegistration::getMappings));
    out.println(
        "filters: "
            + mapped(context.getFilterRegistrations(), FilterRegistration::getUrlPatternMappings));
    out.println("filters that have run: " + request.getAttribute(MarkFilter.PASSED));
  }

  /** A distributable session may refuse it (Jakarta Servlet 6.0, 7.7.2). */
  private static String storing(HttpSession session) {
    try {
      session.setAttribute("thing", new Object());
      session.removeAttribute("thing");
      return "stored";
    } catch (RuntimeException e) {
      return "refused";
    }
  }

  private static List<Object> cookie(SessionCookieConfig cookie) {
    return List.of(
        "" + cookie.getName(),
        "" + cookie.getPath(),
        "" + cookie.getDomain(),
        cookie.getMaxAge(),
        cookie.isHttpOnly(),
        cookie.isSecure());
  }

  private static Map<String, String> parameters(ServletContext context) {
    Map<String, String> parameters = new TreeMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      if (name.startsWith("tck.")) {
        parameters.put(name, context.getInitParameter(name));
      }
    }
    return parameters;
  }

  /**
   * Without the jar under test, which is the difference. A server may list every library that has a
   * fragment, ordered or not.
   */
  private static String orderedLibraries(ServletContext context) {
    if (context.getAttribute(ServletContext.ORDERED_LIBS) instanceof List<?> names) {
      List<?> others =
          names.stream().filter(name -> !name.toString().startsWith(LAMEDUCK)).toList();
      return others.isEmpty() ? "none" : others.toString();
    }
    return "none";
  }

  private static <T> Map<String, Set<String>> mapped(
      Map<String, ? extends T> registrations, Function<T, Collection<String>> mappings) {
    Map<String, Set<String>> mapped = new TreeMap<>();
    registrations.forEach(
        (name, registration) -> {
          if (!name.contains(LAMEDUCK + ".servlet")) {
            mapped.put(name, new TreeSet<>(mappings.apply(registration)));
          }
        });
    return mapped;
  }
}
