package io.lameduck.servlet;

import io.lameduck.core.Drain;
import io.lameduck.core.Lease;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A counted request. It watches for async mode, since such a request outlives the filter: from then
 * on its lease is ended by the async cycle, on whatever thread that ends.
 */
final class TrackedRequest extends HttpServletRequestWrapper {

  /** Where a dispatched request finds its lease again. */
  static final String LEASE = TrackedRequest.class.getName() + ".lease";

  private final Lease lease;
  private final HttpServletResponse response;
  private @Nullable AsyncContext asyncContext;

  private TrackedRequest(HttpServletRequest request, HttpServletResponse response, Lease lease) {
    super(request);
    this.response = response;
    this.lease = lease;
  }

  /** Takes the lease over: {@link #follow} sees to its end. */
  static TrackedRequest of(
      HttpServletRequest request, HttpServletResponse response, Drain drain, Lease lease) {
    HttpServletResponse tracked =
        ConnectionClose.appliesTo(request) ? new TrackedResponse(response, drain) : response;
    return new TrackedRequest(request, tracked, lease);
  }

  /** Sends the request on, and ends the lease when it returns, or sees to it that it will be. */
  void follow(FilterChain chain) throws IOException, ServletException {
    try {
      chain.doFilter(this, response);
    } finally {
      // In async mode another thread may be at the response by now, and ends the lease.
      if (asyncContext == null && !followAsyncBehindOurBack()) {
        if (response instanceof TrackedResponse tracked) {
          tracked.beforeCommit();
        }
        lease.end();
      }
    }
  }

  /** For an application that unwraps the request before it starts async mode. */
  private boolean followAsyncBehindOurBack() {
    try {
      if (super.isAsyncStarted()) {
        asyncContext = endWith(super.getAsyncContext());
        return true;
      }
    } catch (IllegalStateException e) {
      // Completed meanwhile.
    }
    return false;
  }

  @Override
  public AsyncContext startAsync() {
    // The container goes on with its own request and response (Jakarta Servlet 6.0,
    // ServletRequest.startAsync): hand out ours, so that the head still goes through it.
    asyncContext = new TrackedAsyncContext(endWith(super.startAsync()), this, response);
    return asyncContext;
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    asyncContext = endWith(super.startAsync(request, response));
    return asyncContext;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AsyncContext own = asyncContext;
    AsyncContext containers = super.getAsyncContext(); // Throws where there is none.
    return own == null ? containers : own;
  }

  private AsyncContext endWith(AsyncContext context) {
    super.setAttribute(LEASE, lease);
    context.addListener(new AsyncCycle(lease), this, response);
    return context;
  }
}
