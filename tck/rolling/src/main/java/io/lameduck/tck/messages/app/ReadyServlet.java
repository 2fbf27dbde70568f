package io.lameduck.tck.messages.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Answers once the application is deployed. */
@WebServlet("/ready")
public class ReadyServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public ReadyServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
