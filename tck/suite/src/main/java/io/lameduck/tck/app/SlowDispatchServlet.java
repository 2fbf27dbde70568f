package io.lameduck.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Works for half of the time elsewhere, then dispatches to a servlet that works as long again. */
@WebServlet(urlPatterns = "/slow-dispatch", asyncSupported = true)
public class SlowDispatchServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    long half = SlowWork.millis(request) / 2;
    AsyncContext async = request.startAsync();
    async.setTimeout(60_000);
    SlowWork.slowlyElsewhere(half, () -> async.dispatch("/slow?ms=" + half));
  }
}
