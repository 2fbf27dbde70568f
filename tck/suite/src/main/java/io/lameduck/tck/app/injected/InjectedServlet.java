package io.lameduck.tck.app.injected;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers as the resource of the application with CDI does. */
@WebServlet("/api/hello")
public class InjectedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Nothing injects it in these tests. */
  @Inject transient @Nullable Unprovided unprovided;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(unprovided == null ? "hello" : "injected");
  }
}
