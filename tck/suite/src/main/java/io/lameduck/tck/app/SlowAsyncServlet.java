package io.lameduck.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Starts asynchronous work without arguments, so that the container goes on with the original
 * response and not with a filter's wrapper; answers and completes from another thread.
 */
@WebServlet(urlPatterns = "/slow-async", asyncSupported = true)
public class SlowAsyncServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.setTimeout(60_000);
    SlowWork.slowlyElsewhere(SlowWork.millis(request), () -> answer(async));
  }

  private static void answer(AsyncContext async) {
    try {
      async.getResponse().getWriter().write("slow-async");
      async.complete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
