package io.lameduck.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Becomes asynchronous twice: works for half of the time, dispatches to itself, and there starts
 * asynchronous work again, which answers.
 */
@WebServlet(urlPatterns = "/slow-restart", asyncSupported = true)
public class SlowRestartServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(60_000);
    SlowWork.slowlyElsewhere(
        SlowWork.millis(request) / 2,
        () -> {
          if (again) {
            answer(async);
          } else {
            async.dispatch();
          }
        });
  }

  private static void answer(AsyncContext async) {
    try {
      async.getResponse().getWriter().write("slow-restart");
      async.complete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
