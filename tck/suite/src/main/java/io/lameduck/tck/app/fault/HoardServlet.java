package io.lameduck.tck.app.fault;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes all of the heap but as many MiB as the parameter {@code leave} says. */
@WebServlet("/hoard")
public class HoardServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Hoard.leave(Long.parseLong(request.getParameter("leave")) * 1024 * 1024);
    response.getWriter().print("held");
  }
}
