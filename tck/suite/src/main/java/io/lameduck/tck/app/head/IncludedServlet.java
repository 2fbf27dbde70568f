package io.lameduck.tck.app.head;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Commits the response in the way that the end of the path names. */
@WebServlet({"/including/flush", "/including/flush-buffer", "/including/large", "/including/close"})
public class IncludedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("included");
    switch (request.getParameter("name")) {
      case "flush" -> response.getWriter().flush();
      case "flush-buffer" -> response.flushBuffer();
      case "large" -> response.getWriter().print("x".repeat(100_000));
      default -> response.getWriter().close();
    }
  }
}
