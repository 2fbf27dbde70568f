package io.lameduck.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Asynchronous work that nobody ever completes: the container has to, after 200 ms. */
@WebServlet(urlPatterns = "/async-timeout", asyncSupported = true)
public class AsyncTimeoutServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.setTimeout(200);
  }
}
