package io.lameduck.tck.app.stopper;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Ends the JVM from inside a request, as an application does that sees no other way out. */
@WebServlet("/exit")
public class ExitServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    System.exit(7);
  }
}
