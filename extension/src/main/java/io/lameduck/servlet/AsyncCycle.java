package io.lameduck.servlet;

import io.lameduck.core.Lease;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Ends the lease of a request with its async cycle. Time-outs and errors are followed by a
 * completion (Jakarta Servlet 6.0, 2.3.3.3), which is the only end.
 */
final class AsyncCycle implements AsyncListener {

  private final Lease lease;

  AsyncCycle(Lease lease) {
    this.lease = lease;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    lease.end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    beforeCommit(event);
  }

  @Override
  public void onError(AsyncEvent event) {
    beforeCommit(event);
  }

  /** A new cycle after a dispatch forgets its listeners. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event
        .getAsyncContext()
        .addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
  }

  /** Ours is the first listener, so the answer that another one gives is still to come. */
  private static void beforeCommit(AsyncEvent event) {
    if (event.getSuppliedResponse() instanceof TrackedResponse response) {
      response.beforeCommit();
    }
  }
}
