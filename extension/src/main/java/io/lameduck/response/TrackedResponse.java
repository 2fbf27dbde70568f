package io.lameduck.response;

import io.lameduck.inflight.InFlightEntry;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** What the application gets as its response: each call that may send the head says so first. */
public final class TrackedResponse extends InFlightResponse {

  // The container is asked each time: after an error or a reset it may have another one.

  private @Nullable TrackedOutputStream stream;
  private @Nullable TrackedWriter writer;

  /** Whether a forward has begun with this object. */
  private boolean forwarded;

  /**
   * Takes this use of the entry over.
   *
   * @param request that the application gets
   */
  public TrackedResponse(
      HttpServletResponse response,
      HttpServletRequest request,
      InFlightEntry inFlight,
      long stamp) {
    super(response, request, inFlight, stamp);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream delegate = super.getOutputStream();
    if (delegate == null) {
      return delegate; // Open Liberty's, when the request is over.
    }
    TrackedOutputStream own = stream;
    if (own == null || !own.wraps(delegate)) {
      own = new TrackedOutputStream(delegate, this);
      stream = own;
    }
    return own;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (forwarded
        && ServerForward.isUndertowDispatcher(ServerFlush.CALLERS.getCallerClass())
        && endForward()) {
      return new PrintWriter(Writer.nullWriter()); // To be flushed and closed.
    }
    PrintWriter delegate = super.getWriter();
    if (delegate == null) {
      return delegate;
    }
    TrackedWriter own = writer;
    if (own == null || !own.wraps(delegate)) {
      own = new TrackedWriter(delegate, this);
      writer = own;
    }
    return own;
  }

  @Override
  public void setContentType(String type) {
    super.setContentType(type);
    isGivenType(type);
  }

  @Override
  public void setHeader(String name, String value) {
    super.setHeader(name, value);
    hasHeader(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    super.addHeader(name, value);
    hasHeader(name, value);
  }

  private void hasHeader(String name, String value) {
    if ("Content-Type".equalsIgnoreCase(name)) {
      isGivenType(value);
    }
  }

  /** What it had before counts on where the container has ignored this one. */
  private void isGivenType(@Nullable String type) {
    hasType(events() == null ? type : getContentType());
  }

  @Override
  public void reset() {
    super.reset();
    if (events() != null) {
      hasType(getContentType());
    }
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    forwarded |= ServerForward.begins(ServerFlush.CALLERS.getCallerClass());
  }

  /** The forward's own end, if that is what the server asks for it. */
  @Override
  public boolean isCommitted() {
    if (forwarded
        && ServerForward.isLibertyForwardEnd(ServerFlush.CALLERS.getCallerClass())
        && !hasBeenAsync()) {
      endForwardQuietly();
    }
    return super.isCommitted();
  }

  /**
   * The server asks the request for an attribute.
   *
   * @param caller the class that does
   */
  public void beforeAttribute(Class<?> caller, String name) {
    if (ServerForward.isLibertyForwardEnd(caller, name) && !hasBeenAsync()) {
      endForwardQuietly();
    }
  }

  /** Whether the server has forwarded the request with this object. */
  public boolean isForwarded() {
    return forwarded;
  }

  private void endForwardQuietly() {
    try {
      boolean unused = endForward();
    } catch (IOException e) {
      // The client is gone.
    }
  }

  /**
   * Closes the response, as the server closes one that is not wrapped.
   *
   * @return false if that is left to the server
   */
  private boolean endForward() throws IOException {
    beforeCommit();
    EventStream events = events();
    if (events != null && !events.tryBeginWrite()) {
      return false;
    }
    try {
      return ServerForward.close(getResponse());
    } finally {
      EventStream.endWrite(events);
    }
  }

  @Override
  public void flushBuffer() throws IOException {
    if (WebContainer.isLiberty(getResponse())
        && !announced() // What is sent in a drain need not be waited for.
        && !super.isCommitted()
        && ServerFlush.followsServlet(ServerFlush.CALLERS.getCallerClass())) {
      return;
    }
    beforeCommit();
    super.flushBuffer();
  }

  @Override
  public void sendError(int status) throws IOException {
    answer(() -> super.sendError(status));
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    answer(() -> super.sendError(status, message));
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    answer(() -> super.sendRedirect(location));
  }

  /** Of Servlet 6.1. */
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    HttpServletResponse to = (HttpServletResponse) getResponse();
    answer(() -> Servlet61.sendRedirect(to, location, status, clearBuffer));
  }

  /** Of Servlet 6.1. */
  public void sendRedirect(String location, int status) throws IOException {
    HttpServletResponse to = (HttpServletResponse) getResponse();
    answer(() -> Servlet61.sendRedirect(to, location, status));
  }

  /** Of Servlet 6.1. */
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    HttpServletResponse to = (HttpServletResponse) getResponse();
    answer(() -> Servlet61.sendRedirect(to, location, clearBuffer));
  }

  private interface Answer {
    void send() throws IOException;
  }

  /** Sends a whole response, which may have been the end of async mode. */
  private void answer(Answer answer) throws IOException {
    beforeCommit();
    boolean wasOpen = !super.isCommitted(); // It would be refused or ignored.
    answer.send();
    if (wasOpen && WebContainer.isUndertow(getResponse()) && super.isCommitted()) {
      answered(); // Undertow ends async mode so, forgets its context, and tells no listener.
    }
  }
}
