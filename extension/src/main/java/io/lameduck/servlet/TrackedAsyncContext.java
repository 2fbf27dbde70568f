package io.lameduck.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * The container's own context, except that it hands out the request and response that the
 * application is to see. The container still sees a cycle started as it was, whose {@code
 * dispatch()} goes where such a dispatch goes.
 */
final class TrackedAsyncContext implements AsyncContext {

  private final AsyncContext context;
  private final AsyncCycles cycles;
  private volatile TrackedRequest tracked;

  // What ours stood for when the cycle was started: Payara puts its wrappers for a forward or an
  // include within ours, and takes them out when that is over.
  private volatile ServletRequest wrapped;
  private volatile ServletResponse wrappedResponse;

  TrackedAsyncContext(AsyncContext context, TrackedRequest tracked, AsyncCycles cycles) {
    this.context = context;
    this.tracked = tracked;
    this.wrapped = tracked.getRequest();
    this.wrappedResponse = tracked.response().getResponse();
    this.cycles = cycles;
  }

  boolean wraps(AsyncContext containers) {
    return context == containers;
  }

  void startedBy(TrackedRequest request) {
    tracked = request;
    wrapped = request.getRequest();
    wrappedResponse = request.response().getResponse();
  }

  private ServletRequest seen(ServletRequest containers) {
    return containers == wrapped ? tracked : tracked.seen(containers);
  }

  private ServletResponse seen(ServletResponse containers) {
    TrackedResponse response = tracked.response();
    return containers == wrappedResponse ? response : response.seen(containers);
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
    return context.hasOriginalRequestAndResponse() || isUndertowsWithOurs();
  }

  /** It goes on with what the last filter has handed on, and does not take ours for original. */
  private boolean isUndertowsWithOurs() {
    return context.getClass().getName().startsWith("io.undertow.servlet.spec.")
        && context.getRequest() == tracked
        && context.getResponse() == tracked.response()
        && tracked.isOriginal();
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
    EventStream events = tracked.events();
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
    TrackedListener own = new TrackedListener(listener, this);
    context.addListener(own);
    cycles.added(own);
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    TrackedListener own = new TrackedListener(listener, this);
    context.addListener(own, request, response);
    cycles.added(own);
  }

  /** A listener of the application has been told that the request is complete. */
  void completed(TrackedListener listener) {
    cycles.completed(listener);
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
  void completeNow() {
    cycles.beforeCompletion(tracked.response());
    context.complete();
    if (SilentCompletion.mayBe(context)) {
      cycles.completedSilently();
    }
  }

  /** As the application is to see it: with this context, and the objects that it was given. */
  AsyncEvent seen(AsyncEvent event) {
    AsyncContext containers = event.getAsyncContext();
    return new AsyncEvent(
        wraps(containers) ? this : cycles.seen(containers, tracked),
        seen(event.getSuppliedRequest()),
        seen(event.getSuppliedResponse()),
        event.getThrowable());
  }
}
