package io.lameduck.tck.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Takes the writer and writes before it works; the head goes out only afterwards. */
@WebServlet("/early-writer")
public class EarlyWriterServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = response.getWriter();
    writer.write("early-");
    SlowWork.slowly(SlowWork.millis(request));
    writer.write("writer");
    writer.close();
  }
}
