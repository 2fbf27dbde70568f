package io.lameduck.servlet;

import io.lameduck.inflight.InFlightRequest;
import io.lameduck.inflight.Lease;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
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

  private final InFlightRequest inFlight;
  private final long stamp;
  private final TrackedResponse response;
  private volatile @Nullable EventStream events;

  /** Of the present dispatch, if it has been put in async mode. */
  private volatile @Nullable TrackedAsyncContext asyncContext;

  /** Those that the request has been in; for the threads in the filter chain. */
  private @Nullable AsyncCycles cycles;

  /** In all dispatches; each start is on the thread that serves one. */
  private int asyncStarts;

  // Both are for the thread in the filter chain alone: no other can find itself in the first.
  private @Nullable Thread inChain;
  private boolean completedInChain;

  /** Takes this use of the entry over: {@link #follow} sees to its end. */
  TrackedRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      InFlightRequest inFlight,
      long stamp) {
    super(request);
    this.inFlight = inFlight;
    this.stamp = stamp;
    this.response = new TrackedResponse(response, this);
  }

  /** For a dispatch that comes without the wrappers that the application has had. */
  TrackedRequest(HttpServletRequest request, HttpServletResponse response, AsyncCycles cycles) {
    this(request, response, cycles.lease().request(), cycles.lease().stamp());
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
    follow(this, response, chain);
  }

  /**
   * Sends it on again after a dispatch. The application sees the objects that it had before, as
   * without a filter.
   *
   * @return false if the container has come with other objects
   */
  boolean resume(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean ownRequest = request == getRequest();
    boolean ownResponse = response == this.response.getResponse();
    if ((ownRequest || isWithin(request)) && (ownResponse || this.response.isWithin(response))) {
      follow(ownRequest ? this : request, ownResponse ? this.response : response, chain);
      return true;
    }
    return false;
  }

  /** Whether the application has wrapped it in that one. */
  private boolean isWithin(ServletRequest outer) {
    return outer == this
        || (outer instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(this));
  }

  /** What the application is to see in the place of that one. */
  ServletRequest seen(ServletRequest containers) {
    return isWrapperFor(containers) ? this : containers;
  }

  private void follow(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    int startsBefore = asyncStarts;
    asyncContext = null;
    inChain = Thread.currentThread();
    try {
      chain.doFilter(request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      EventStream stream = events;
      if (stream == null || !stream.isOver()) {
        throw e;
      }
      // The application was told that its stream is over: so it is, and in order.
    } finally {
      inChain = null;
      returned(startsBefore);
    }
  }

  /** In async mode another thread may be at the response by now, and ends the lease. */
  private void returned(int startsBefore) {
    boolean goesOn = false;
    try {
      goesOn = asyncStarts != startsBefore || followAsyncBehindOurBack();
      EventStream stream = events;
      if (stream != null) {
        stream.returned(goesOn);
      }
      if (!goesOn) {
        response.beforeEnd();
      }
    } finally {
      if (goesOn && !completedInChain) {
        inFlight.workedOn(stamp, false);
      } else if (goesOn || !announced() || !endsLater()) {
        inFlight.end(stamp);
      }
    }
  }

  /** Whether the end of this use follows when the container is done with the request, too. */
  private boolean endsLater() {
    AsyncCycles asyncCycles = cycles;
    if (asyncCycles == null) {
      return RequestContextEnd.ends(inFlight, stamp);
    }
    if (!asyncCycles.awaitsListener()) {
      return false;
    }
    inFlight.workedOn(stamp, false); // The container completes it, on any thread.
    return true;
  }

  TrackedResponse response() {
    return response;
  }

  boolean announced() {
    return inFlight.announced();
  }

  /** False as soon as the server may use the objects behind this one for another exchange. */
  boolean isInFlight() {
    return inFlight.isInFlight(stamp);
  }

  /** Only for what outlives the call: it is an object of its own. */
  Lease lease() {
    return new Lease(inFlight, stamp);
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

  /** Whether the present dispatch is, or has been, in async mode. */
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
      inFlight.end(stamp);
    }
  }

  /** The response is complete, whether async mode has begun, or will. */
  void answered() {
    if (isAsync() || inChain == Thread.currentThread()) {
      completed();
    }
  }

  /** Ends async mode in the place of the application. */
  void completeAsync() {
    TrackedAsyncContext context = asyncContext;
    if (context != null) {
      context.completeNow();
    }
  }

  /** For an application that unwraps the request before it starts async mode. */
  private boolean followAsyncBehindOurBack() {
    try {
      if (super.isAsyncStarted()) {
        AsyncContext unused = started(super.getAsyncContext());
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

  /** Whether what it stands for is the container's own: no filter before us has wrapped it. */
  boolean isOriginal() {
    return !(getRequest() instanceof ServletRequestWrapper)
        && !(response.getResponse() instanceof ServletResponseWrapper);
  }

  private AsyncContext started(AsyncContext containers) {
    if (containers == null) {
      return containers; // Payara's, when the request is over.
    }
    AsyncCycles known = cycles(getRequest());
    AsyncCycles all = known == null ? new AsyncCycles(lease()) : known;
    if (known == null) {
      super.setAttribute(CYCLES, all);
    }
    cycles = all;
    TrackedAsyncContext own = all.started(containers, this);
    if (known == null) {
      GrizzlyCancellation.watch(containers, all::completed);
      UndertowExchange.watch(containers, this, response, all::completed);
    }
    asyncStarts++;
    asyncContext = own;
    return own;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AsyncContext containers = super.getAsyncContext(); // Throws where there is none.
    AsyncCycles known = cycles(getRequest());
    // Payara's is null when the request is over.
    return known == null || containers == null ? containers : known.seen(containers, this);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    Object value = super.getAttribute(name);
    if (value == null
        && response.isForwarded()
        && ServerForward.isLibertys(ServerFlush.CALLERS.getCallerClass(), name)
        && !isAsync()
        && !isAsyncStarted()) {
      response.endForwardQuietly();
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
