package io.lameduck.tck.app.head;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code /including?name=} says that it has begun and waits until {@code /including/go?name=}
 * comes; then it includes what commits the response.
 */
@WebServlet("/including/*")
public class IncludingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Map<String, CountDownLatch> WAITING = new ConcurrentHashMap<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String name = request.getParameter("name");
    if (request.getPathInfo() == null) {
      CountDownLatch go = new CountDownLatch(1);
      WAITING.put(name, go);
      System.out.println("INCLUDING " + request.getContextPath() + " " + name);
      try {
        boolean unused = go.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      request.getRequestDispatcher("/including/" + name).include(request, response);
    } else if (request.getPathInfo().equals("/go")) {
      Objects.requireNonNull(WAITING.get(name)).countDown();
    } else {
      throw new ServletException("not here: " + request.getPathInfo());
    }
  }
}
