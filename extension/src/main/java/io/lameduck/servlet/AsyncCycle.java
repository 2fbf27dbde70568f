package io.lameduck.servlet;

import io.lameduck.core.Lease;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Ends the lease of a request with its async cycle. Time-outs and errors are followed by a
 * completion (Jakarta Servlet 6.0, 2.3.3.3), which is the only end.
 *
 * <p>Any thread may complete it, and more than one may try, as a time-out and a late answer do; the
 * container allows that (2.3.3.4). From the first of them on it may be sending the head, which it
 * does not guard: so the head is changed before that, by one thread at a time, or not at all.
 */
final class AsyncCycle implements AsyncListener {

  private final Lease lease;
  private boolean completing;

  AsyncCycle(Lease lease) {
    this.lease = lease;
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

  /** A new cycle after a dispatch forgets its listeners. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event
        .getAsyncContext()
        .addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
  }

  /** Ours is the first listener, so the answer that another one gives is still to come. */
  private synchronized void beforeAnswer(AsyncEvent event) {
    if (!completing && event.getSuppliedResponse() instanceof TrackedResponse response) {
      response.beforeCommit();
    }
  }
}
