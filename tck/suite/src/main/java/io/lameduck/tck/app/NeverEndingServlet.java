package io.lameduck.tck.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A request that has hung up, as behind a lock that nobody releases. */
@WebServlet("/never-ending")
public class NeverEndingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    SlowWork.slowly(Long.MAX_VALUE);
  }
}
