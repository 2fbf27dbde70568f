package io.lameduck.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Decides on {@code Connection: close} when the head is about to be sent, not when the request
 * began: a drain may begin in between. Everything that can send the head goes through {@link
 * #beforeCommit} first, on the thread that works on the response.
 */
final class TrackedResponse extends HttpServletResponseWrapper {

  private final TrackedRequest request;

  // The container is asked each time: after an error or a reset it may have another one.

  private @Nullable TrackedOutputStream stream;
  private @Nullable TrackedWriter writer;

  /** Whether a forward has begun with this object. */
  private boolean forwarded;

  TrackedResponse(HttpServletResponse response, TrackedRequest request) {
    super(response);
    this.request = request;
  }

  /** Nothing but a look at the gate while serving. */
  void beforeCommit() {
    if (announced()) {
      sayClose();
    }
  }

  boolean announced() {
    return request.announced();
  }

  /**
   * The application is done. While serving, the server sends the rest of a buffer when the request
   * is over for us; in a drain we must not take it for over before: some servers wait for the
   * client here, and a flush is where they do. A response that is not committed is left to the
   * server, which can then still say how long it is.
   */
  void beforeEnd() {
    if (announced()) {
      sayClose();
      sendRest();
    }
  }

  private void sayClose() {
    try {
      if (request.isInFlight() && ConnectionClose.appliesTo(request)) {
        ConnectionClose.set((HttpServletResponse) getResponse());
      }
    } catch (RuntimeException e) {
      // The container has taken the response back: no affair of the application's.
    }
  }

  private void sendRest() {
    try {
      if (super.isCommitted()) {
        super.flushBuffer();
      }
    } catch (IOException | RuntimeException e) {
      // The client is gone, or the response has been closed: there is no rest.
    }
  }

  /** Whether the application has wrapped it in that one. */
  boolean isWithin(ServletResponse outer) {
    return outer == this
        || (outer instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(this));
  }

  /** What the application is to see in the place of that one. */
  ServletResponse seen(ServletResponse containers) {
    return isWrapperFor(containers) ? this : containers;
  }

  /** Null where it is none, or not known yet to be one. */
  @Nullable EventStream events() {
    return request.events();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream containers = super.getOutputStream();
    if (containers == null) {
      return containers; // Open Liberty's, when the request is over.
    }
    TrackedOutputStream own = stream;
    if (own == null || !own.wraps(containers)) {
      own = new TrackedOutputStream(containers, this);
      stream = own;
    }
    return own;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (forwarded
        && ServerForward.isUndertows(ServerFlush.CALLERS.getCallerClass())
        && endForward()) {
      return new PrintWriter(Writer.nullWriter()); // To be flushed and closed.
    }
    PrintWriter containers = super.getWriter();
    if (containers == null) {
      return containers;
    }
    TrackedWriter own = writer;
    if (own == null || !own.wraps(containers)) {
      own = new TrackedWriter(containers, this);
      writer = own;
    }
    return own;
  }

  @Override
  public void setContentType(String type) {
    super.setContentType(type);
    hasType(type);
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
      hasType(value);
    }
  }

  /** What it had before counts on where the container has ignored this one. */
  private void hasType(@Nullable String type) {
    request.hasType(events() == null ? type : getContentType());
  }

  @Override
  public void reset() {
    super.reset();
    if (events() != null) {
      request.hasType(getContentType());
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
        && ServerForward.isLibertys(ServerFlush.CALLERS.getCallerClass())
        && !request.isAsync() // Not if it is completed already, either.
        && !request.isAsyncStarted()) {
      endForwardQuietly();
    }
    return super.isCommitted();
  }

  boolean isForwarded() {
    return forwarded;
  }

  void endForwardQuietly() {
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
    if (ServerFlush.mayFollowServlet(getResponse())
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
    if (wasOpen && SilentCompletion.mayBe(getResponse()) && super.isCommitted()) {
      request.answered();
    }
  }
}
