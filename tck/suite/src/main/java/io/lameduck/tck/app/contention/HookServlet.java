package io.lameduck.tck.app.contention;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Arms the {@code hook} with a {@code call} on an exchange that is {@code open}; or uses a session,
 * which calls those of sessions.
 */
@WebServlet("/hook")
public class HookServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String hook = request.getParameter("hook");
    if (hook == null) {
      request.getSession(true).invalidate();
      return;
    }
    Subject subject = Subject.open(request.getParameter("open"));
    String call = request.getParameter("call");
    try {
      Hook.arm(
          hook,
          Contention.begin(request.getParameter("name"), () -> Calls.named(call).make(subject)));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
