package io.lameduck.async;

import io.lameduck.response.EventStream;
import io.lameduck.response.InFlightResponse;
import io.lameduck.response.WebContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/**
 * The container's own context, except that it hands out the request and response that the
 * application is to see. The container still sees a cycle started as it was, whose {@code
 * dispatch()} goes where such a dispatch goes.
 */
public final class TrackedAsyncContext implements AsyncContext {

  private final AsyncContext context;
  private final AsyncCycles cycles;
  private volatile HttpServletRequestWrapper request;
  private volatile InFlightResponse response;

  // What ours stood for when the cycle was started: Payara puts its wrappers for a forward or an
  // include within ours, and takes them out when that is over.
  private volatile ServletRequest wrapped;
  private volatile ServletResponse wrappedResponse;

  private TrackedAsyncContext(
      AsyncContext context,
      AsyncCycles cycles,
      HttpServletRequestWrapper request,
      InFlightResponse response) {
    this.context = context;
    this.cycles = cycles;
    this.request = request;
    this.response = response;
    this.wrapped = request.getRequest();
    this.wrappedResponse = response.getResponse();
  }

  /** The same for the same, which some containers have for all cycles of a request. */
  public static TrackedAsyncContext of(
      AsyncContext delegate,
      AsyncCycles cycles,
      HttpServletRequestWrapper request,
      InFlightResponse response) {
    if (cycles.context() instanceof TrackedAsyncContext known && known.context == delegate) {
      return known;
    }
    TrackedAsyncContext own = new TrackedAsyncContext(delegate, cycles, request, response);
    cycles.context(own);
    return own;
  }

  /** The application has put this request in async mode, and got this context. */
  public void startedBy(HttpServletRequestWrapper starting, InFlightResponse itsResponse) {
    request = starting;
    response = itsResponse;
    wrapped = starting.getRequest();
    wrappedResponse = itsResponse.getResponse();
  }

  private ServletRequest seen(ServletRequest delegate) {
    HttpServletRequestWrapper own = request;
    return delegate == wrapped || WebContainer.isWithin(delegate, own) ? own : delegate;
  }

  private ServletResponse seen(ServletResponse delegate) {
    InFlightResponse own = response;
    return delegate == wrappedResponse || WebContainer.isWithin(delegate, own) ? own : delegate;
  }

  @Override
  public ServletRequest getRequest() {
    return seen(context.getRequest());
  }

  @Override
  public ServletResponse getResponse() {
    return seen(context.getResponse());
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return context.hasOriginalRequestAndResponse() || isOriginalOnUndertow();
  }

  /** It goes on with what the last filter has handed on, and does not take ours for original. */
  private boolean isOriginalOnUndertow() {
    return WebContainer.isUndertow(context)
        && context.getRequest() == request
        && context.getResponse() == response
        && !(request.getRequest() instanceof ServletRequestWrapper)
        && !(response.getResponse() instanceof ServletResponseWrapper);
  }

  @Override
  public void dispatch() {
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext servletContext, String path) {
    context.dispatch(servletContext, path);
  }

  @Override
  public void complete() {
    EventStream events = response.events();
    if (events == null) {
      completeNow();
    } else {
      events.complete(this::completeNow);
    }
  }

  @Override
  public void start(Runnable task) {
    context.start(task);
  }

  @Override
  public void addListener(AsyncListener listener) {
    AsyncListener own = new Listener(listener);
    context.addListener(own);
    cycles.added(own);
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest supplied, ServletResponse suppliedResponse) {
    AsyncListener own = new Listener(listener);
    context.addListener(own, supplied, suppliedResponse);
    cycles.added(own);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  @Override
  public void setTimeout(long millis) {
    context.setTimeout(millis);
  }

  @Override
  public long getTimeout() {
    return context.getTimeout();
  }

  /** Whatever stream belongs to it. */
  public void completeNow() {
    cycles.beforeCompletion(response);
    context.complete();
    if (GrizzlyCancellation.isPossible(context)) {
      cycles.completeReturned();
    }
  }

  /** As the application is to see it: with this context, and the objects that it was given. */
  private AsyncEvent seen(AsyncEvent event) {
    AsyncContext delegate = event.getAsyncContext();
    return new AsyncEvent(
        delegate == context ? this : of(delegate, cycles, request, response),
        seen(event.getSuppliedRequest()),
        seen(event.getSuppliedResponse()),
        event.getThrowable());
  }

  /** An application's listener, whose events carry what {@code startAsync} has returned to it. */
  private final class Listener implements AsyncListener {

    private final AsyncListener listener;

    Listener(AsyncListener listener) {
      this.listener = listener;
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
      try {
        call(() -> listener.onComplete(seen(event)));
      } catch (Error e) {
        cycles.completed(); // Open Liberty calls no further listener.
        throw e;
      } finally {
        cycles.listenerReturned(this);
      }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      call(() -> listener.onTimeout(seen(event)));
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
      try {
        call(() -> listener.onError(seen(event)));
      } finally {
        cycles.errorListenerReturned(this);
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) throws IOException {
      call(() -> listener.onStartAsync(seen(event)));
    }

    /** Meanwhile this thread works on the request, if no other one is known to. */
    private void call(Call call) throws IOException {
      boolean here = cycles.lease().tryWorkOn();
      try {
        call.run();
      } finally {
        if (here) {
          cycles.lease().workedOn(false);
        }
      }
    }
  }

  private interface Call {
    void run() throws IOException;
  }
}
