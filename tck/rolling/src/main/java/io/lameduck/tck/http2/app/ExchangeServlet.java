package io.lameduck.tck.http2.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Exchanges of each kind: sleeps as many milliseconds as {@code ms} says, takes in the body, which
 * has to be as long as {@code bytes} says, and answers {@code ok}, or a body of {@code mib} MiB.
 */
@WebServlet("/exchange")
public class ExchangeServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final byte[] OK = {'o', 'k'};

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      // What the request is for.
      Thread.sleep(number(request, "ms"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    response.setContentType("application/octet-stream");
    OutputStream out = response.getOutputStream();
    int mebibytes = number(request, "mib");
    if (mebibytes == 0) {
      out.write(OK);
    }
    byte[] part = new byte[1 << 16];
    for (long sent = 0; sent < (long) mebibytes << 20; sent += part.length) {
      out.write(part);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long taken = 0;
    byte[] buffer = new byte[1 << 13];
    InputStream in = request.getInputStream();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      taken += count;
    }
    if (taken == number(request, "bytes")) {
      response.setContentType("application/octet-stream");
      response.getOutputStream().write(OK);
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, taken + " bytes");
    }
  }

  private static int number(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? 0 : Integer.parseInt(value);
  }
}
