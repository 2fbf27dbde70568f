package io.lameduck.tck.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Sends its head at once and then a line each 200 ms: {@code line 0} and so on. */
@WebServlet("/stream")
public class StreamServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final long PERIOD_MILLIS = 200;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long lines = SlowWork.millis(request) / PERIOD_MILLIS;
    response.setContentType("text/plain");
    PrintWriter writer = response.getWriter();
    for (long line = 0; line < lines; line++) {
      writer.print("line " + line + "\n");
      writer.flush();
      SlowWork.slowly(PERIOD_MILLIS);
    }
    if (writer.checkError()) {
      throw new IOException("the client went away");
    }
  }
}
