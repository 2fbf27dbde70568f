package io.lameduck.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends requests in every {@link Kind}, and knows by itself how many are inside: each is begun after
 * the filter has let it in, and finished before anything can end it.
 */
final class StressServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final String FINISHED = "finished";
  private static final byte[] LARGE = new byte[1 << 20];

  final transient AtomicLong began = new AtomicLong();
  final transient AtomicLong finished = new AtomicLong();
  private final transient ScheduledExecutorService others = Executors.newScheduledThreadPool(4);

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Kind kind = Kind.valueOf(request.getParameter("kind"));
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      dispatched(kind, request, response);
      return;
    }
    began.incrementAndGet();
    switch (kind) {
      case PLAIN -> {
        response.getOutputStream().write(LARGE, 0, 100);
        finish(request);
      }
      case THROWS -> {
        finish(request);
        throw new ServletException("As asked for");
      }
      case SENDS_ERROR -> {
        finish(request);
        response.sendError(503);
      }
      case ABORTED_WHILE_WRITING -> {
        try {
          response.getOutputStream().write(LARGE);
        } finally {
          finish(request);
        }
      }
      default -> async(kind, request, response);
    }
  }

  private void async(Kind kind, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = start(kind, request);
    context.setTimeout(60_000);
    switch (kind) {
      case COMPLETED_AT_ONCE -> complete(context, request);
      case COMPLETED_TWICE -> {
        soon(() -> complete(context, request));
        soon(() -> complete(context, request));
      }
      case TIMED_OUT_AND_COMPLETED -> timeOut(context, () -> complete(context, request));
      case TIMED_OUT_BY_THE_CONTAINER -> timeOut(context, () -> finish(request));
      case DISPATCHED, DISPATCHED_AND_STARTED_AGAIN, DISPATCHED_TO_AN_ERROR ->
          soon(context::dispatch);
      case ANSWERED_BEHIND_OUR_BACK, STARTED_AND_ANSWERED_BEHIND_OUR_BACK -> {
        finish(request);
        unwrapped(response).sendError(503); // Undertow ends the request, and tells no listener.
      }
      case EVENT_STREAM -> {
        response.setContentType("text/event-stream");
        response.getWriter().write("data: 1\n\n");
        response.flushBuffer();
        soon(() -> complete(context, request));
      }
      case ABORTED_WHILE_ASYNC ->
          soon(
              () -> {
                try {
                  context.getResponse().getOutputStream().write(LARGE);
                } catch (IOException e) {
                  // The client has gone.
                } finally {
                  complete(context, request);
                }
              });
      case ABORTED_AND_LEFT -> {
        finish(request);
        soon(() -> flushUntilGone(context));
      }
      default -> soon(() -> complete(context, request));
    }
  }

  /** A flush that fails before the servlet has returned has Undertow forget the completion. */
  private static void flushUntilGone(AsyncContext context) {
    try {
      OutputStream out = context.getResponse().getOutputStream();
      while (true) {
        out.write(LARGE, 0, 100);
        out.flush();
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static AsyncContext start(Kind kind, HttpServletRequest request) {
    ServletRequest started = request;
    if (kind == Kind.STARTED_BEHIND_OUR_BACK || kind == Kind.STARTED_AND_ANSWERED_BEHIND_OUR_BACK) {
      while (started instanceof ServletRequestWrapper wrapper) {
        started = wrapper.getRequest();
      }
    }
    return started.startAsync();
  }

  private static HttpServletResponse unwrapped(HttpServletResponse response) {
    ServletResponse inner = response;
    while (inner instanceof ServletResponseWrapper wrapper) {
      inner = wrapper.getResponse();
    }
    return (HttpServletResponse) inner;
  }

  private void dispatched(Kind kind, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (kind == Kind.DISPATCHED_AND_STARTED_AGAIN) {
      AsyncContext again = request.startAsync();
      again.setTimeout(60_000);
      soon(() -> complete(again, request));
      return;
    }
    finish(request);
    if (kind == Kind.DISPATCHED_TO_AN_ERROR) {
      throw new ServletException("As asked for");
    }
    response.getOutputStream().write(LARGE, 0, 100);
  }

  private static void timeOut(AsyncContext context, Runnable action) {
    context.setTimeout(1 + ThreadLocalRandom.current().nextInt(5));
    context.addListener(
        new AsyncListener() {
          @Override
          public void onTimeout(AsyncEvent event) {
            action.run();
          }

          @Override
          public void onComplete(AsyncEvent event) {}

          @Override
          public void onError(AsyncEvent event) {}

          @Override
          public void onStartAsync(AsyncEvent event) {}
        });
  }

  private void complete(AsyncContext context, HttpServletRequest request) {
    finish(request);
    try {
      context.complete();
    } catch (IllegalStateException e) {
      // Completed before.
    }
  }

  /** Once a request, before its end. */
  private void finish(HttpServletRequest request) {
    synchronized (request) {
      if (request.getAttribute(FINISHED) == null) {
        request.setAttribute(FINISHED, true);
        finished.incrementAndGet();
      }
    }
  }

  private void soon(Runnable action) {
    long micros = ThreadLocalRandom.current().nextInt(3_000);
    var unused = others.schedule(action, micros, TimeUnit.MICROSECONDS);
  }

  @Override
  public void destroy() {
    others.shutdownNow();
  }
}
