package io.lameduck.servlet;

import io.lameduck.async.AsyncCycles;
import io.lameduck.async.GrizzlyCancellation;
import io.lameduck.async.TrackedAsyncContext;
import io.lameduck.async.UndertowExchange;
import io.lameduck.inflight.InFlightEntry;
import io.lameduck.response.EventStream;
import io.lameduck.response.TrackedResponse;
import io.lameduck.response.WebContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A counted request. It watches for async mode, since such a request outlives the filter: from then
 * on its lease is ended by the async cycle, on whatever thread that ends.
 */
final class TrackedRequest extends HttpServletRequestWrapper {

  /** Where a dispatched request finds its lease again, and what has listened for its end. */
  private static final String CYCLES = TrackedRequest.class.getName() + ".cycles";

  /** In a drain, where the error page of a request finds it. */
  private static final String AWAITED = TrackedRequest.class.getName() + ".awaited";

  private static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final TrackedResponse response;

  /** Those that the request has been in; for the threads in the filter chain. */
  private @Nullable AsyncCycles cycles;

  /** In all dispatches; each start is on the thread that serves one. */
  private int asyncStarts;

  /** Takes this use of the entry over: {@link #follow} sees to its end. */
  TrackedRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      InFlightEntry inFlight,
      long stamp) {
    super(request);
    this.response = new TrackedResponse(response, this, inFlight, stamp);
  }

  /** For a dispatch that comes without the wrappers that the application has had. */
  TrackedRequest(HttpServletRequest request, HttpServletResponse response, AsyncCycles cycles) {
    this(request, response, cycles.lease().entry(), cycles.lease().stamp());
    this.cycles = cycles;
  }

  /** Null in a request that has not been in async mode. */
  static @Nullable AsyncCycles cycles(ServletRequest request) {
    return request.getAttribute(CYCLES) instanceof AsyncCycles cycles ? cycles : null;
  }

  /**
   * Sends the request on, and ends its use of the entry when it returns, or sees to it that it will
   * be.
   */
  void follow(FilterChain chain) throws IOException, ServletException {
    follow(isUpgradeOnLiberty() ? (HttpServletRequest) getRequest() : this, response, chain);
  }

  /**
   * Open Liberty upgrades to HTTP/2 after the last filter, if no filter has wrapped the request.
   */
  private boolean isUpgradeOnLiberty() {
    HttpServletRequest delegate = (HttpServletRequest) getRequest();
    return WebContainer.isLiberty(delegate)
        && "h2c".equalsIgnoreCase(delegate.getHeader("Upgrade"));
  }

  /**
   * Sends it on again after a dispatch. The application sees the objects that it had before, as
   * without a filter.
   *
   * @return false if the container has come with other objects
   */
  boolean redispatch(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean ownRequest = request == getRequest();
    boolean ownResponse = response == this.response.getResponse();
    if ((ownRequest || WebContainer.isWithin(this, request))
        && (ownResponse || WebContainer.isWithin(this.response, response))) {
      follow(ownRequest ? this : request, ownResponse ? this.response : response, chain);
      return true;
    }
    return false;
  }

  private void follow(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    int startsBefore = asyncStarts;
    this.response.enterChain();
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      EventStream stream = this.response.events();
      if (stream == null || !stream.isOver()) {
        this.response.beforeFailure();
        throw e;
      }
      // The application was told that its stream is over: so it is, and in order.
    } catch (Error e) {
      this.response.beforeFailure();
      throw e;
    } finally {
      this.response.exitChain();
      returned(startsBefore);
    }
  }

  /** In async mode another thread may be at the response by now, and ends the lease. */
  private void returned(int startsBefore) {
    boolean goesOn = false;
    try {
      goesOn = asyncStarts != startsBefore || adoptUnseenAsync();
      EventStream stream = response.events();
      if (stream != null) {
        stream.returned(goesOn);
      }
      if (!goesOn) {
        response.beforeEnd();
      }
    } finally {
      if (goesOn) {
        response.exitAsync();
      } else if (!response.announced() || !deferEnd()) {
        response.end();
      }
    }
  }

  /** Whether its end follows when the container is done with the request, too. */
  private boolean deferEnd() {
    AsyncCycles asyncCycles = cycles;
    if (asyncCycles == null) {
      if (!RequestContextEnd.deferTo(response)) {
        return false;
      }
      super.setAttribute(AWAITED, this);
      return true;
    }
    response.exitDispatch(); // First: the listeners may return at any moment.
    if (!asyncCycles.deferToListener()) {
      return false;
    }
    response.detachThread(); // The container completes it, on any thread.
    return true;
  }

  /**
   * If the error page goes on in async mode, the request does, too: its context is destroyed late,
   * or never.
   */
  static void errorPageReturned(ServletRequest request) {
    if (request.getAttribute(AWAITED) instanceof TrackedRequest awaited
        && awaited.adoptUnseenAsync()) {
      awaited.response.exitAsync();
    }
  }

  /**
   * For an application that unwraps the request before it starts async mode, or has got it
   * unwrapped. It may use the container's response, too: whether that is an event stream is known
   * if it has its type by now.
   */
  private boolean adoptUnseenAsync() {
    try {
      if (super.isAsyncStarted()) {
        AsyncContext unused = started(super.getAsyncContext());
        response.lookAtType();
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
    return started(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    // The container is to see what it sees without us: its own objects are the original ones, and
    // what a dispatch goes on with. Payara puts the path of a forward into a wrapper within ours.
    return started(
        super.startAsync(
            request == this ? getRequest() : request,
            response == this.response ? this.response.getResponse() : response));
  }

  private AsyncContext started(AsyncContext delegate) {
    if (delegate == null) {
      return delegate; // Payara's, when the request is over.
    }
    AsyncCycles known = cycles(getRequest());
    AsyncCycles all = known == null ? new AsyncCycles(response.lease()) : known;
    if (known == null) {
      super.setAttribute(CYCLES, all);
    }
    cycles = all;
    all.started(delegate, this, response);
    TrackedAsyncContext own = TrackedAsyncContext.of(delegate, all, this, response);
    own.startedBy(this, response);
    if (known == null) {
      GrizzlyCancellation.watch(delegate, all::completed);
      UndertowExchange.watch(delegate, this, response, all::exchangeEnded);
    }
    asyncStarts++;
    response.startedAsync(own::completeNow);
    return own;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AsyncContext delegate = super.getAsyncContext(); // Throws where there is none.
    AsyncCycles known = cycles(getRequest());
    // Payara's is null when the request is over.
    return known == null || delegate == null
        ? delegate
        : TrackedAsyncContext.of(delegate, known, this, response);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    Object value = super.getAttribute(name);
    if (value == null && response.isForwarded()) {
      response.beforeAttribute(CALLERS.getCallerClass(), name);
    }
    return value;
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    Enumeration<String> names = super.getAttributeNames();
    if (cycles(getRequest()) == null) {
      return names;
    }
    List<String> others = Collections.list(names);
    others.remove(CYCLES);
    return Collections.enumeration(others);
  }
}
