package io.lameduck.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * An event stream without an end. By itself asynchronous; with the parameter {@code how=sync} it
 * keeps its thread.
 */
@WebServlet(urlPatterns = "/events", asyncSupported = true)
public class EventServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    if ("sync".equals(request.getParameter("how"))) {
      while (tick(response.getWriter())) {
        SlowWork.slowly(200);
      }
      return;
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    PrintWriter writer = async.getResponse().getWriter();
    tick(writer);
    Ticks.tellUntilItFails(
        () -> {
          if (!tick(writer)) {
            throw new IOException("the client has gone");
          }
        },
        async::complete);
  }

  /** One that ends by itself after five seconds, as the answer of a language model does. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    for (int i = 0; i < 25 && tick(response.getWriter()); i++) {
      SlowWork.slowly(200);
    }
    response.getWriter().write("data: done\n\n");
  }

  private static boolean tick(PrintWriter writer) {
    writer.write("data: tick\n\n");
    return !writer.checkError(); // It flushes.
  }
}
