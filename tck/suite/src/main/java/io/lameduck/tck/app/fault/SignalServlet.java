package io.lameduck.tck.app.fault;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Installs a handler of SIGTERM as the parameter {@code how} says. */
@WebServlet("/signal")
public class SignalServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      ForeignHandler.install(request.getParameter("how"));
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
    response.getWriter().print("installed");
  }
}
