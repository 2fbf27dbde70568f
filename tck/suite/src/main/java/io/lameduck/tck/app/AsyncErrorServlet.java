package io.lameduck.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Asynchronous work that ends badly: {@code ?how=dispatch} dispatches to a servlet that throws,
 * {@code ?how=start} throws itself after it has started.
 */
@WebServlet(urlPatterns = "/async-error", asyncSupported = true)
public class AsyncErrorServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    AsyncContext async = request.startAsync();
    async.setTimeout(2_000);
    if ("start".equals(request.getParameter("how"))) {
      throw new ServletException("on purpose: throws after startAsync");
    }
    SlowWork.slowlyElsewhere(50, () -> async.dispatch("/throws"));
  }
}
