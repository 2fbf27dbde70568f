package io.lameduck.tck.tomcat;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * Answers by methods that Servlet 6.1 has added, as an application that is compiled for it. {@code
 * /new/go} lets all go on that wait.
 */
@WebServlet("/new/*")
public class NewMethodsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final CountDownLatch GO = new CountDownLatch(1);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.getPathInfo().equals("/go")) {
      GO.countDown();
      return;
    }
    HttpServletResponseWrapper outer = (HttpServletResponseWrapper) response;
    outer.setResponse(new StrictResponse((HttpServletResponse) outer.getResponse()));
    ServletOutputStream stream = response.getOutputStream();
    System.out.println("BEGUN " + request.getPathInfo());
    try {
      GO.await();
      Class<HttpServletResponse> type = HttpServletResponse.class;
      switch (request.getPathInfo()) {
        case "/status" ->
            type.getMethod("sendRedirect", String.class, int.class).invoke(response, "to", 303);
        case "/clear" ->
            type.getMethod("sendRedirect", String.class, boolean.class)
                .invoke(response, "to", false);
        case "/both" ->
            type.getMethod("sendRedirect", String.class, int.class, boolean.class)
                .invoke(response, "to", 307, true);
        default -> {
          byte[] bytes = "buffer".getBytes(StandardCharsets.US_ASCII);
          ServletOutputStream.class
              .getMethod("write", ByteBuffer.class)
              .invoke(stream, ByteBuffer.wrap(bytes));
          stream.flush();
        }
      }
    } catch (ReflectiveOperationException | InterruptedException e) {
      throw new ServletException(e);
    }
  }

  /** As Undertow's, whose stream refuses to be asked for readiness without a listener. */
  static final class StrictResponse extends HttpServletResponseWrapper {

    StrictResponse(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return new StrictStream(super.getOutputStream());
    }
  }

  static final class StrictStream extends ServletOutputStream {

    private final ServletOutputStream stream;

    StrictStream(ServletOutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int b) throws IOException {
      stream.write(b);
    }

    /** Of Servlet 6.1, where the default implementation asks for readiness. */
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        stream.write(bytes.get());
      }
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }

    @Override
    public boolean isReady() {
      throw new IllegalStateException("There is no listener");
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
