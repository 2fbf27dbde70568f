package io.lameduck.async;

import io.lameduck.inflight.Lease;
import io.lameduck.response.InFlightResponse;
import io.lameduck.response.WebContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The async cycles of one request: each may end in a dispatch that starts the next. The completion
 * of the last ends the lease; time-outs and errors are followed by one (Jakarta Servlet 6.0,
 * 2.3.3.3).
 *
 * <p>Any thread may complete it, and more than one may try, as a time-out and a late answer do; the
 * container allows that (2.3.3.4). From the first of them on it may be sending the head, which it
 * does not guard: so the head is changed before that, by one thread, once in a cycle, or not at
 * all. No lock is held meanwhile.
 */
public final class AsyncCycles implements AsyncListener {

  /** Stands for a head that is final. */
  private static final CountDownLatch DONE = new CountDownLatch(0);

  /** The container's own methods do not block; another library's wrapper might. */
  private static final long HEAD_BOUND_MILLIS = 1000;

  private final Lease lease;
  private volatile boolean listening;

  /** The application's last one of the present cycle: the container calls them in their order. */
  private volatile @Nullable AsyncListener lastListener;

  /** That one as the completion began: the container does not call what is added after that. */
  private volatile @Nullable AsyncListener awaited;

  /** After a dispatch, a time-out or an error: the container will tell of the end. */
  private volatile boolean deferred;

  /** After an error of which Undertow may tell no end. */
  private volatile boolean forgotten;

  /** The request as it was when the present cycle was started; not every one passes us. */
  private volatile @Nullable ServletRequest request;

  private volatile @Nullable InFlightResponse response;

  /** The container's, of the present cycle. */
  private volatile @Nullable AsyncContext listenedTo;

  /** Stands for the container's last one. */
  private volatile @Nullable AsyncContext context;

  /** Open as soon as the head of the present cycle is final; null until a thread sees to it. */
  private final AtomicReference<@Nullable CountDownLatch> head = new AtomicReference<>();

  /** For a request that is put in async mode for the first time. */
  public AsyncCycles(Lease lease) {
    this.lease = lease;
  }

  /** Of the request. */
  public Lease lease() {
    return lease;
  }

  /** What was started has come back as a dispatch, which may start the next. */
  public void dispatched() {
    listening = false;
    deferred = false;
  }

  /** The application has added this listener. */
  void added(AsyncListener listener) {
    lastListener = listener;
  }

  /** One has been started; the container may have told of it already. */
  public void started(
      AsyncContext context, ServletRequest startedBy, InFlightResponse itsResponse) {
    request = startedBy;
    response = itsResponse;
    if (!listening) {
      listen(context, startedBy, itsResponse);
    }
  }

  /** By what the present cycle was started; null if none has been. */
  public @Nullable ServletRequest startedBy() {
    return request;
  }

  /** What stands for the container's context; some containers have one for all cycles. */
  @Nullable AsyncContext context() {
    return context;
  }

  void context(AsyncContext own) {
    context = own;
  }

  /** A new cycle forgets its listeners, and not every one is started where we would see it. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    AsyncContext started = event.getAsyncContext();
    // Undertow says so when the servlet has returned, and the application has added its listeners.
    if (started != listenedTo || !WebContainer.isUndertow(started)) {
      listening = false;
    }
    listen(started, event.getSuppliedRequest(), supplied(event));
  }

  private static ServletResponse supplied(AsyncEvent event) {
    ServletResponse response = event.getSuppliedResponse();
    return response instanceof Supplied own ? own.getResponse() : response;
  }

  private void listen(AsyncContext context, ServletRequest request, ServletResponse response) {
    if (!listening) {
      lastListener = null;
      forgotten = false;
      listening = true;
    }
    head.set(null);
    listenedTo = context;
    context.addListener(this, request, new Supplied(response));
  }

  /** From now on the container may use the request and the response for another exchange. */
  @Override
  public void onComplete(AsyncEvent event) {
    if (isOfCycleBefore(event.getAsyncContext())) {
      return;
    }
    head.set(DONE);
    awaited = lastListener;
    if (!awaitsListener()) {
      completed();
    }
  }

  /**
   * Undertow completes that, too, while the servlet that has started the present one still runs.
   */
  private boolean isOfCycleBefore(@Nullable AsyncContext completed) {
    return completed != null && completed != listenedTo && WebContainer.isUndertow(completed);
  }

  /**
   * A dispatch has returned that starts no cycle.
   *
   * @return whether the request goes on until the listeners have returned
   */
  public boolean deferToListener() {
    deferred = awaitsListener();
    return deferred;
  }

  /** Undertow has ended the exchange; it may call the listeners only then. */
  public void exchangeEnded() {
    if (!deferred) {
      completed();
    }
  }

  /** In a drain the application's listeners, which follow, belong to the request. */
  private boolean awaitsListener() {
    return lastListener != null && lease.entry().announced();
  }

  /** A listener of the application has returned from {@code onComplete}. */
  void listenerReturned(AsyncListener listener) {
    if (listener == awaited) {
      lastListener = null; // The dispatch that completed it, as sendError does, does not await it.
      completed();
    }
  }

  /** The context's {@code complete()} has returned, and may tell no listener. */
  void completeReturned() {
    if (!awaitsListener()) {
      completed();
    }
  }

  /** Ends the lease, if need be when the servlet has returned. */
  public void completed() {
    InFlightResponse present = response;
    if (present == null) {
      lease.end();
    } else {
      present.completed();
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    beforeAnswer(event);
  }

  @Override
  public void onError(AsyncEvent event) {
    beforeAnswer(event);
    if (supplied(event) instanceof InFlightResponse own) {
      own.beforeFailure();
      forgotten = !own.isInChain() && UndertowExchange.forgetsEnd(event.getAsyncContext());
      if (forgotten && !deferred) {
        completed();
      }
    }
  }

  /** A listener of the application has returned from {@code onError}. */
  void errorListenerReturned(AsyncListener listener) {
    if (forgotten && listener == lastListener) {
      completed();
    }
  }

  /**
   * Ours is the first listener, so the answer that another one gives is still to come. So is the
   * completion: by a listener, or by the container, which may answer before it.
   */
  private void beforeAnswer(AsyncEvent event) {
    deferred = awaitsListener();
    if (supplied(event) instanceof InFlightResponse own) {
      prepareHead(own);
    }
  }

  /** An empty or buffered response is sent by the completion, which is to follow at once. */
  void prepareHead(InFlightResponse response) {
    CountDownLatch prepared = response.announced() ? new CountDownLatch(1) : DONE;
    CountDownLatch first = head.compareAndExchange(null, prepared);
    if (first == null) {
      try {
        response.beforeCommit();
      } finally {
        prepared.countDown();
      }
    } else {
      await(first);
    }
  }

  /** The caller is about to have the container send the head. */
  private static void await(CountDownLatch prepared) {
    try {
      boolean unused = prepared.await(HEAD_BOUND_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The response of the cycle, for the events of this listener, and not an HTTP one: GlassFish 8
   * sets the status of those to 200 before it calls a listener, whatever it was.
   */
  private static final class Supplied extends ServletResponseWrapper {

    Supplied(ServletResponse response) {
      super(response);
    }
  }
}
