package io.lameduck.servlet;

import io.lameduck.inflight.Lease;
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

  /** Where a dispatched request finds its lease again, and what has listened for its end. */
  private static final String CYCLES = TrackedRequest.class.getName() + ".cycles";

  private final Lease lease;
  private final TrackedResponse response;
  private volatile @Nullable AsyncContext asyncContext;
  private volatile @Nullable EventStream events;

  // Both are for the thread in the filter chain alone: no other can find itself in the first.
  private @Nullable Thread inChain;
  private boolean completedInChain;

  /** Takes the lease over: {@link #follow} sees to its end. */
  TrackedRequest(HttpServletRequest request, HttpServletResponse response, Lease lease) {
    super(request);
    this.lease = lease;
    this.response = new TrackedResponse(response, this);
  }

  /** Null in a request that has not been in async mode. */
  static @Nullable AsyncCycles cycles(ServletRequest request) {
    return request.getAttribute(CYCLES) instanceof AsyncCycles cycles ? cycles : null;
  }

  /** Sends the request on, and ends the lease when it returns, or sees to it that it will be. */
  void follow(FilterChain chain) throws IOException, ServletException {
    inChain = Thread.currentThread();
    try {
      chain.doFilter(this, response);
    } catch (IOException | ServletException | RuntimeException e) {
      EventStream stream = events;
      if (stream == null || !stream.isOver()) {
        throw e;
      }
      // The application was told that its stream is over: so it is, and in order.
    } finally {
      inChain = null;
      returned();
    }
  }

  /** In async mode another thread may be at the response by now, and ends the lease. */
  private void returned() {
    boolean async = false;
    try {
      async = isAsync() || followAsyncBehindOurBack();
      EventStream stream = events;
      if (stream != null) {
        stream.returned(async);
      }
      if (!async) {
        response.beforeEnd();
      }
    } finally {
      if (async && !completedInChain) {
        lease.workedOn(false);
      } else {
        lease.end();
      }
    }
  }

  TrackedResponse response() {
    return response;
  }

  boolean announced() {
    return lease.announced();
  }

  /** False as soon as the server may use the objects behind this one for another exchange. */
  boolean isInFlight() {
    return !lease.isEnded();
  }

  Lease lease() {
    return lease;
  }

  @Nullable EventStream events() {
    return events;
  }

  /** The response says of what type it is. */
  void hasType(@Nullable String contentType) {
    EventStream stream = events;
    if (stream == null) {
      events = EventStream.notice(contentType, this);
    } else if (!EventStream.isType(contentType) && stream.takeBack()) {
      events = null;
    }
  }

  /** Whether it is, or has been, in async mode. */
  boolean isAsync() {
    return asyncContext != null;
  }

  /**
   * Async mode is over. Payara says so as soon as the servlet completes it, and sends the response
   * when the servlet has returned: until then it may go on to write.
   */
  void completed() {
    if (inChain == Thread.currentThread()) {
      completedInChain = true;
    } else {
      lease.end();
    }
  }

  /** Ends async mode in the place of the application. */
  void completeAsync() {
    AsyncContext context = asyncContext;
    if (context instanceof TrackedAsyncContext own) {
      own.completeNow();
    } else if (context != null) {
      context.complete();
    }
  }

  /** For an application that unwraps the request before it starts async mode. */
  private boolean followAsyncBehindOurBack() {
    try {
      if (super.isAsyncStarted()) {
        AsyncContext containers = super.getAsyncContext();
        AsyncCycles unused = endWith(containers);
        asyncContext = containers;
        return true;
      }
    } catch (RuntimeException e) {
      // Completed meanwhile.
    }
    return false;
  }

  @Override
  public AsyncContext startAsync() {
    // The container goes on with its own request and response (Jakarta Servlet 6.0,
    // ServletRequest.startAsync): hand out ours, so that the head still goes through it.
    return tracked(super.startAsync(), this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return tracked(super.startAsync(request, response), request, response);
  }

  private AsyncContext tracked(
      AsyncContext context, ServletRequest request, ServletResponse response) {
    AsyncCycles cycles = endWith(context);
    AsyncContext own = new TrackedAsyncContext(context, request, response, this, cycles);
    asyncContext = own;
    return own;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AsyncContext own = asyncContext;
    AsyncContext containers = super.getAsyncContext(); // Throws where there is none.
    return own == null ? containers : own;
  }

  private AsyncCycles endWith(AsyncContext context) {
    AsyncCycles cycles = cycles(getRequest());
    if (cycles == null) {
      cycles = new AsyncCycles(lease());
      super.setAttribute(CYCLES, cycles);
    }
    cycles.started(context, this, response);
    return cycles;
  }
}
