package io.lameduck.tck.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes all of its body before it works, and leaves it to the container to send it afterwards. */
@WebServlet("/early-stream")
public class EarlyStreamServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletOutputStream stream = response.getOutputStream();
    stream.write("early-stream".getBytes(UTF_8));
    SlowWork.slowly(SlowWork.millis(request));
  }
}
