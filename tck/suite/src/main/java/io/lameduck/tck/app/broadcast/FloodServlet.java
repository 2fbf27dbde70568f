package io.lameduck.tck.app.broadcast;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code /flood?name=} begins one, which completes itself when a write fails if {@code completes}
 * says so; {@code /flood/writing?name=} says for how many milliseconds it has been in a write, and
 * {@code /flood/complete?name=} how many its completion took.
 */
@WebServlet(urlPatterns = "/flood/*", asyncSupported = true)
public class FloodServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Map<String, Flood> FLOODS = new ConcurrentHashMap<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getParameter("name");
    if (request.getPathInfo() == null) {
      response.setContentType("text/event-stream");
      boolean completes = Boolean.parseBoolean(request.getParameter("completes"));
      FLOODS.put(name, new Flood(request.startAsync(), completes));
    } else {
      Flood flood = Objects.requireNonNull(FLOODS.get(name));
      boolean asked = request.getPathInfo().equals("/writing");
      response.getWriter().print(asked ? flood.writingMillis() : flood.complete());
    }
  }
}
