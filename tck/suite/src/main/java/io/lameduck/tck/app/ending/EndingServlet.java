package io.lameduck.tck.app.ending;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers {@code /ending?how=} when {@code /ending/go} is requested. The error page or the listener
 * that the container calls after the filters takes {@code ms}.
 */
@WebServlet(urlPatterns = "/ending/*", asyncSupported = true)
public class EndingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final CountDownLatch GO = new CountDownLatch(1);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("/go".equals(request.getPathInfo())) {
      GO.countDown();
      return;
    }
    String how = request.getParameter("how");
    if ("/dispatched".equals(request.getPathInfo())) {
      response.getWriter().print(how);
      return;
    }
    if ("/failed".equals(request.getPathInfo())) {
      response.sendError(409);
      return;
    }
    if ("/again".equals(request.getPathInfo())) {
      goOnAfterCompletion(request, how);
      return;
    }
    if (how.equals("async-again")) {
      request.startAsync().dispatch("/ending/again");
      return;
    }
    if (how.startsWith("async")) {
      completeLater(request, how);
      return;
    }
    awaitGo(how);
    switch (how) {
      case "send-error" -> response.sendError(418);
      case "exception" -> throw new EndingException();
      default -> response.getWriter().print(how);
    }
  }

  private static void completeLater(HttpServletRequest request, String how) throws IOException {
    AsyncContext context = request.startAsync();
    context.setTimeout(60_000);
    Work work = Work.of(request);
    if (how.equals("async-twice")) {
      context.addListener(new SlowCompletion(work.half(), true));
      context.addListener(new SlowCompletion(work.half(), false));
    } else {
      context.addListener(new SlowCompletion(work, false));
    }
    if (how.equals("async-at-once")) {
      complete(context, how);
    } else {
      Thread worker = new Thread(() -> completeHere(context, how), "ending " + how);
      worker.setDaemon(true);
      worker.start();
    }
  }

  /** Another thread completes the request, while this one works on. */
  private static void goOnAfterCompletion(HttpServletRequest request, String how)
      throws IOException {
    Work work = Work.of(request);
    AsyncContext context = request.startAsync();
    context.setTimeout(60_000);
    Thread worker = new Thread(() -> completeHere(context, how), "ending " + how);
    worker.start();
    try {
      worker.join();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    work.run();
  }

  private static void completeHere(AsyncContext context, String how) {
    try {
      complete(context, how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void complete(AsyncContext context, String how) throws IOException {
    awaitGo(how);
    if (how.equals("async-dispatch")) {
      context.dispatch("/ending/dispatched");
    } else if (how.equals("async-error")) {
      context.dispatch("/ending/failed");
    } else {
      context.getResponse().getWriter().print(how);
      context.complete();
    }
  }

  private static void awaitGo(String how) throws IOException {
    System.out.println("ENDING " + how);
    try {
      if (!GO.await(60, TimeUnit.SECONDS)) {
        throw new IOException("no request for /ending/go came");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static final class EndingException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }
}
