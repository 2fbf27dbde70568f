package io.lameduck.tck.routing.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sleeps as many milliseconds as {@code ms} says, and answers {@code ok}. The parameter {@code
 * ready} sets the application's readiness.
 */
@WebServlet("/work")
public class WorkServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final byte[] OK = {'o', 'k'};

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String ready = request.getParameter("ready");
    if (ready != null) {
      SwitchedReadiness.set(Boolean.parseBoolean(ready));
    }
    String time = request.getParameter("ms");
    try {
      // What the request is for.
      Thread.sleep(time == null ? 0 : Long.parseLong(time));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    response.setContentType("application/octet-stream");
    response.setContentLength(OK.length);
    response.getOutputStream().write(OK);
  }
}
