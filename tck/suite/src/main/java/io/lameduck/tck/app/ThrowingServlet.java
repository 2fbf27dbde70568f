package io.lameduck.tck.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Throws, an {@code Error} with {@code ?how=error}. Also the target of a dispatch. */
@WebServlet(urlPatterns = "/throws", asyncSupported = true)
public class ThrowingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    if ("error".equals(request.getParameter("how"))) {
      throw new AssertionError("on purpose: a servlet that fails");
    }
    throw new ServletException("on purpose: a servlet that throws");
  }
}
