package io.lameduck.tck.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Works first, then answers with a body of as many MiB as the parameter {@code mib} says (1 without
 * it) whose bytes count 0 to 250 again and again.
 */
@WebServlet("/large")
public class LargeServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SlowWork.slowly(SlowWork.millis(request));
    String mebibytes = request.getParameter("mib");
    byte[] body = new byte[(mebibytes == null ? 1 : Integer.parseInt(mebibytes)) * 1024 * 1024];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (i % 251);
    }
    response.setContentType("application/octet-stream");
    response.getOutputStream().write(body);
  }
}
