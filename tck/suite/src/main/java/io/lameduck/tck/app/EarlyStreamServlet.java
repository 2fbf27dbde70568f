package io.lameduck.tck.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes the output stream and writes before it works; the head goes out only afterwards. */
@WebServlet("/early-stream")
public class EarlyStreamServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletOutputStream stream = response.getOutputStream();
    stream.write("early-".getBytes(UTF_8));
    SlowWork.slowly(SlowWork.millis(request));
    stream.write("stream".getBytes(UTF_8));
    stream.close();
  }
}
