package io.lameduck.tck.app.failing.servlet;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;

/** Fails when the application starts, after all listeners. */
@WebServlet(urlPatterns = "/failing", loadOnStartup = 1)
public class FailingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  public void init() {
    throw new IllegalStateException("on purpose: a servlet that fails");
  }
}
