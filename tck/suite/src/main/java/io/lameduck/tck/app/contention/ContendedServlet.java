package io.lameduck.tck.app.contention;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An asynchronous exchange whose {@code callback} needs a lock, while the thread that holds it
 * makes a {@code call} on the same exchange. The {@code body} is {@code plain} or an event stream,
 * and written {@code by} writer or stream.
 */
@WebServlet(
    urlPatterns = {"/contended", "/contended-again"},
    asyncSupported = true)
public class ContendedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final ScheduledExecutorService OTHERS =
      Executors.newScheduledThreadPool(
          64,
          task -> {
            Thread other = new Thread(task, "other");
            other.setDaemon(true);
            return other;
          });

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      Subject again = Subject.of(request);
      String callback = String.valueOf(request.getParameter("callback"));
      if (callback.endsWith("early")) {
        early(() -> again.async().complete());
      } else {
        later(() -> again.async().complete());
      }
      return;
    }
    boolean events = "events".equals(request.getParameter("body"));
    response.setContentType(events ? "text/event-stream" : "text/plain");
    Subject subject = Subject.of(request);
    subject.async().setTimeout(20_000);
    String call = request.getParameter("call");
    if (call == null) {
      subject.openAs(request.getParameter("name"));
      subject.async().setTimeout(0);
    }
    boolean byWriter = "writer".equals(request.getParameter("by"));
    if (byWriter) {
      subject.response().getWriter().write("data: first\n\n");
    }
    if (events) {
      subject.response().flushBuffer();
    }
    if (call == null) {
      return;
    }
    try {
      String name = request.getParameter("name");
      String callback = request.getParameter("callback");
      Contention contention = contention(name, callback, call, subject);
      subject.async().addListener(new ContendedListener(contention));
      cause(callback, subject, contention);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Contention contention(String name, String callback, String call, Subject subject)
      throws InterruptedException {
    if (call.equals("deadlock")) {
      return Contention.deadlock(name);
    }
    Contention.Call made = () -> Calls.named(call).make(subject);
    return callback.equals("gone")
        ? Contention.beginIfCalled(name, made)
        : Contention.begin(name, made);
  }

  private static void cause(String callback, Subject subject, Contention contention)
      throws IOException {
    switch (callback) {
      case "complete-early" -> early(() -> subject.async().complete());
      case "restart-early" -> early(() -> subject.async().dispatch("/contended-again"));
      case "complete" -> later(() -> subject.async().complete());
      case "timeout" -> subject.async().setTimeout(100);
      case "error" -> later(() -> subject.async().dispatch("/throws"));
      case "restart" -> later(() -> subject.async().dispatch("/contended-again"));
      case "gone" -> OTHERS.execute(() -> completeAfterFailedWrite(subject));
      case "blocked" -> OTHERS.execute(() -> needLockWhileBlocked(subject, contention));
      case "writable" -> {
        ServletOutputStream stream = subject.response().getOutputStream();
        stream.setWriteListener(new ContendedWriteListener(stream, subject, contention));
      }
      case "drain" -> subject.async().setTimeout(0);
      default -> throw new IllegalArgumentException(callback);
    }
  }

  /** While the container is at the request. */
  private static void early(Runnable cause) {
    try {
      OTHERS.submit(cause).get(100, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It waits for the lock. So does the container, if it likes.
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By then the container has likely let go of the request: some go another way after that. */
  private static void later(Runnable cause) {
    ScheduledFuture<?> unused = OTHERS.schedule(cause, 100, TimeUnit.MILLISECONDS);
  }

  private static void writeUntilItFails(Subject subject, AtomicLong written) {
    try {
      ServletOutputStream stream = subject.response().getOutputStream();
      while (written.get() >= 0) {
        stream.write(new byte[10_000]);
        stream.flush();
        written.incrementAndGet();
      }
    } catch (IOException | RuntimeException e) {
      System.out.println("The client has gone: " + e);
    }
  }

  private static void completeAfterFailedWrite(Subject subject) {
    writeUntilItFails(subject, new AtomicLong());
    subject.async().complete();
  }

  /** Needs the lock when a write of another thread has not returned for a second. */
  private static void needLockWhileBlocked(Subject subject, Contention contention) {
    AtomicLong written = new AtomicLong();
    OTHERS.execute(() -> writeUntilItFails(subject, written));
    try {
      long before;
      do {
        before = written.get();
        Thread.sleep(1_000);
      } while (written.get() > before);
      contention.needLock();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Needs the lock as soon as it may write. */
  private record ContendedWriteListener(
      ServletOutputStream stream, Subject subject, Contention contention) implements WriteListener {

    @Override
    public void onWritePossible() throws IOException {
      contention.needLock();
      if (stream.isReady()) {
        stream.print("data: x\n\n");
      }
      OTHERS.execute(() -> end(subject));
    }

    @Override
    public void onError(Throwable t) {
      contention.needLock();
    }

    private static void end(Subject subject) {
      try {
        subject.async().complete();
      } catch (IllegalStateException e) {
        // The thread that held the lock has done so.
      }
    }
  }
}
