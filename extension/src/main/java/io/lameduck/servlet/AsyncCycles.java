package io.lameduck.servlet;

import io.lameduck.core.Lease;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * The async cycles of one request: each may end in a dispatch that starts the next. The completion
 * of the last ends the lease; time-outs and errors are followed by one (Jakarta Servlet 6.0,
 * 2.3.3.3).
 *
 * <p>Any thread may complete it, and more than one may try, as a time-out and a late answer do; the
 * container allows that (2.3.3.4). From the first of them on it may be sending the head, which it
 * does not guard: so the head is changed before that, by one thread at a time, or not at all.
 */
final class AsyncCycles implements AsyncListener {

  private final Lease lease;
  private boolean listening;
  private boolean completing;

  AsyncCycles(Lease lease) {
    this.lease = lease;
  }

  Lease lease() {
    return lease;
  }

  /** What was started has come back as a dispatch, which may start the next. */
  synchronized void dispatched() {
    listening = false;
  }

  /** One has been started; the container may have told of it already. */
  void started(AsyncContext context, ServletRequest request, ServletResponse response) {
    if (!isListening()) {
      listen(context, request, response);
    }
  }

  private synchronized boolean isListening() {
    return listening;
  }

  /** A new cycle forgets its listeners, and not every one is started where we would see it. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    listen(event.getAsyncContext(), event.getSuppliedRequest(), event.getSuppliedResponse());
  }

  private void listen(AsyncContext context, ServletRequest request, ServletResponse response) {
    synchronized (this) {
      listening = true;
      completing = false;
    }
    context.addListener(this, request, response); // The container may have locks of its own.
  }

  @Override
  public void onComplete(AsyncEvent event) {
    lease.end();
  }

  /** An empty or buffered response is sent by the completion, which is to follow at once. */
  synchronized void beforeCompletion(TrackedRequest request) {
    if (!completing) {
      completing = true;
      request.beforeCommit();
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    beforeAnswer(event);
  }

  @Override
  public void onError(AsyncEvent event) {
    beforeAnswer(event);
  }

  /** Ours is the first listener, so the answer that another one gives is still to come. */
  private synchronized void beforeAnswer(AsyncEvent event) {
    if (!completing && event.getSuppliedResponse() instanceof TrackedResponse response) {
      response.beforeCommit();
    }
  }
}
