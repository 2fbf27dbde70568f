package io.lameduck.servlet;

import io.lameduck.core.Drain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Decides on {@code Connection: close} when the head is about to be sent, not when the request
 * began: a drain may begin in between. Everything that can send the head goes through {@link
 * #beforeCommit} first, on the thread that works on the response.
 */
final class TrackedResponse extends HttpServletResponseWrapper {

  private final Drain drain;

  /** The stream or the writer: a response has one of the two (Jakarta Servlet 6.0, 5.5). */
  private @Nullable Object body;

  TrackedResponse(HttpServletResponse response, Drain drain) {
    super(response);
    this.drain = drain;
  }

  /** Nothing but a look at the phase while serving. */
  void beforeCommit() {
    if (drain.announced()) {
      ConnectionClose.set((HttpServletResponse) getResponse());
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (!(body instanceof TrackedOutputStream)) {
      body = new TrackedOutputStream(super.getOutputStream(), this);
    }
    return (TrackedOutputStream) body;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (!(body instanceof TrackedWriter)) {
      body = new TrackedWriter(super.getWriter(), this);
    }
    return (TrackedWriter) body;
  }

  @Override
  public void reset() {
    super.reset();
    body = null; // Afterwards the other of stream and writer may be asked for.
  }

  @Override
  public void flushBuffer() throws IOException {
    beforeCommit();
    super.flushBuffer();
  }

  @Override
  public void sendError(int status) throws IOException {
    beforeCommit();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    beforeCommit();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    beforeCommit();
    super.sendRedirect(location);
  }
}
