package io.lameduck.tck.app.gone;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Drops its asynchronous request when it hears that the client has gone, and never completes it;
 * says {@code GONE} and the parameter {@code how} then. It is busy with the client by {@code
 * write}, {@code print}, {@code listener} (asynchronous output), or {@code read}: an upload that is
 * taken in as it comes, and answered with its length; {@code within} is {@code write} whose client
 * goes before the servlet returns. The parameter {@code timeout} is in milliseconds.
 */
@WebServlet(urlPatterns = "/gone", asyncSupported = true)
public class GoneServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Duration PERIOD = Duration.ofMillis(20);
  private static final Duration BOUND = Duration.ofSeconds(10);

  /** What one of them does; it ends when the client has gone. */
  private interface Busy {
    void withClient() throws IOException;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String how = request.getParameter("how");
    AsyncContext async = request.startAsync();
    async.setTimeout(Long.parseLong(request.getParameter("timeout")));
    CountDownLatch gone = new CountDownLatch(1);
    switch (how) {
      case "write", "within" ->
          elsewhere(how, gone, () -> write(async.getResponse().getOutputStream()));
      case "print" -> elsewhere(how, gone, () -> print(async.getResponse().getWriter()));
      case "listener" -> response.getOutputStream().setWriteListener(new Writing(response));
      default -> request.getInputStream().setReadListener(new Reading(request, async));
    }
    System.out.println("BUSY " + how);
    if (how.equals("within")) {
      await(gone);
    }
  }

  private static void await(CountDownLatch gone) {
    try {
      boolean unused = gone.await(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void elsewhere(String how, CountDownLatch gone, Busy busy) {
    Thread thread =
        new Thread(
            () -> {
              try {
                busy.withClient();
              } catch (IOException | RuntimeException e) {
                // As is to be expected.
              }
              System.out.println("GONE " + how);
              gone.countDown();
            },
            "busy with a client");
    thread.setDaemon(true);
    thread.start();
  }

  private static void write(OutputStream out) throws IOException {
    while (true) {
      out.write(new byte[100]);
      out.flush();
      LockSupport.parkNanos(PERIOD.toNanos());
    }
  }

  private static void print(PrintWriter out) {
    while (!out.checkError()) {
      out.print("something");
      LockSupport.parkNanos(PERIOD.toNanos());
    }
  }

  private static final class Writing implements WriteListener {

    private final ServletOutputStream out;

    Writing(HttpServletResponse response) throws IOException {
      out = response.getOutputStream();
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        out.write(new byte[10_000]);
      }
    }

    @Override
    public void onError(Throwable e) {
      System.out.println("GONE listener");
    }
  }

  private static final class Reading implements ReadListener {

    private final ServletInputStream in;
    private final AsyncContext async;
    private int length;

    Reading(HttpServletRequest request, AsyncContext async) throws IOException {
      this.in = request.getInputStream();
      this.async = async;
    }

    @Override
    public void onDataAvailable() throws IOException {
      while (in.isReady() && in.read() >= 0) {
        length++;
      }
    }

    @Override
    public void onAllDataRead() throws IOException {
      async.getResponse().getWriter().print(length);
      async.complete();
    }

    @Override
    public void onError(Throwable e) {
      System.out.println("GONE read");
    }
  }
}
