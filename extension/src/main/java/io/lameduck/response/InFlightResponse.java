package io.lameduck.response;

import io.lameduck.inflight.InFlightEntry;
import io.lameduck.inflight.Lease;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The response of a request in flight: what its head has to say, whether it is an event stream, and
 * when the request is over.
 *
 * <p>{@code Connection: close} is decided on when the head is about to be sent, not when the
 * request began: a drain may begin in between. Everything that can send the head goes through
 * {@link #beforeCommit} first, on the thread that works on the response.
 */
public abstract class InFlightResponse extends HttpServletResponseWrapper {

  private final HttpServletRequest request;
  private final InFlightEntry inFlight;
  private final long stamp;
  private volatile @Nullable EventStream events;

  /** Of the present dispatch, if it has been put in async mode. */
  private volatile @Nullable Runnable completion;

  /** For the thread in the filter chain alone: no other can find itself here. */
  private @Nullable Thread inChain;

  // Which comes first: the completion by another thread, or the return of the one in the chain.
  private static final byte NOT_IN_CHAIN = 0;
  private static final byte ASYNC_IN_CHAIN = 1;
  private static final byte COMPLETED_BY_ANOTHER = 2;
  private static final byte COMPLETED_IN_CHAIN = 3;

  private static final VarHandle ASYNC;

  static {
    try {
      ASYNC = MethodHandles.lookup().findVarHandle(InFlightResponse.class, "async", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** A byte, as it fits beside the other fields: an int would cost each request eight. */
  private volatile byte async;

  InFlightResponse(
      HttpServletResponse response,
      HttpServletRequest request,
      InFlightEntry inFlight,
      long stamp) {
    super(response);
    this.request = request;
    this.inFlight = inFlight;
    this.stamp = stamp;
  }

  /** Whether a drain has begun. */
  public final boolean announced() {
    return inFlight.announced();
  }

  /** Allocates: only for what outlives the call. */
  public final Lease lease() {
    return new Lease(inFlight, stamp);
  }

  /** Null where it is no event stream, or not known yet to be one. */
  public final @Nullable EventStream events() {
    return events;
  }

  /** The response says of what type it is. */
  final void hasType(@Nullable String contentType) {
    EventStream stream = events;
    if (stream == null) {
      // No other method is an EventSource's, which reconnects (HTML Living Standard, 9.2.2).
      if (EventStream.isType(contentType) && "GET".equals(request.getMethod())) {
        events = EventStream.begin(lease(), () -> completion);
      }
    } else if (!EventStream.isType(contentType) && stream.takeBack()) {
      events = null;
    }
  }

  /** For an application that has set the type on the container's own response. */
  public final void lookAtType() {
    hasType(getContentType());
  }

  /** Nothing but a look at the gate while serving. */
  public final void beforeCommit() {
    if (announced()) {
      sayClose();
    }
  }

  /**
   * The application is done. While serving, the server sends the rest of a buffer when the request
   * is over for us; in a drain we must not take it for over before: some servers wait for the
   * client here, and a flush is where they do. A response that is not committed is left to the
   * server, which can then still say how long it is.
   */
  public final void beforeEnd() {
    if (announced()) {
      sayClose();
      sendRest();
    }
  }

  /** The container is about to answer a failure of the application. */
  public final void beforeFailure() {
    try {
      if (announced() && mayClose() && !isCommitted()) {
        UndertowClose.beforeFailure(request);
      }
    } catch (RuntimeException e) {
      // As in sayClose: the failure of the application must not be lost.
    }
  }

  private void sayClose() {
    try {
      if (mayClose()) {
        ConnectionClose.set((HttpServletResponse) getResponse());
      }
    } catch (RuntimeException e) {
      // The container has taken the response back: no affair of the application's.
    }
  }

  /**
   * Open Liberty switches protocols with the status 200, if the application has set no other. An
   * error, such as 426, may name a protocol, too (RFC 9110, 15.5.22).
   */
  private boolean isUpgraded() {
    return request.getHeader("Upgrade") != null
        && containsHeader("Upgrade")
        && getStatus() < HttpServletResponse.SC_BAD_REQUEST;
  }

  /** As soon as it is over, the server may use these objects for another exchange. */
  private boolean mayClose() {
    return inFlight.isInFlight(stamp)
        && async != COMPLETED_BY_ANOTHER
        && ConnectionClose.appliesTo(request)
        && !isUpgraded()
        && !UndertowClose.losesBody(request);
  }

  private void sendRest() {
    try {
      if (super.isCommitted()) {
        super.flushBuffer();
      }
    } catch (IOException | RuntimeException e) {
      // The client is gone, or the response has been closed: there is no rest.
    }
  }

  /** The calling thread begins to serve a dispatch. */
  public final void enterChain() {
    completion = null;
    inChain = Thread.currentThread();
  }

  /** Whether the calling thread serves a dispatch of it. */
  public final boolean isInChain() {
    return inChain == Thread.currentThread();
  }

  /** The thread that has entered it has returned. */
  public final void exitChain() {
    inChain = null;
  }

  /**
   * The present dispatch has been put in async mode.
   *
   * @param ownCompletion completes it in the place of the application
   */
  public final void startedAsync(Runnable ownCompletion) {
    completion = ownCompletion;
    if (isInChain() && async != COMPLETED_IN_CHAIN) {
      async = ASYNC_IN_CHAIN;
    }
  }

  /** Whether the present dispatch is, or has been, in async mode. */
  public final boolean isAsync() {
    return completion != null;
  }

  /** As {@link #isAsync}, or by the container's word; true after the completion, too. */
  final boolean hasBeenAsync() {
    return isAsync() || request.isAsyncStarted();
  }

  /**
   * Async mode is over. The request is not, before the thread in the chain has returned: it may go
   * on to write, if it has completed it by itself, and Payara then sends the response only after
   * it; or its filters have work to do still.
   */
  public final void completed() {
    if (isInChain()) {
      async = COMPLETED_IN_CHAIN;
    } else if ((byte) ASYNC.compareAndExchange(this, ASYNC_IN_CHAIN, COMPLETED_BY_ANOTHER)
        == NOT_IN_CHAIN) {
      end();
    }
  }

  /** The thread in the chain has returned from an async request: ends it, if it is completed. */
  public final void exitAsync() {
    if ((byte) ASYNC.getAndSet(this, NOT_IN_CHAIN) >= COMPLETED_BY_ANOTHER) {
      end();
    } else {
      detachThread();
    }
  }

  /** The thread in the chain has returned from a dispatch: a completion ends it from now on. */
  public final void exitDispatch() {
    async = NOT_IN_CHAIN;
  }

  /** The response is complete, whether async mode has begun, or will. */
  final void answered() {
    if (isAsync() || isInChain()) {
      completed();
    }
  }

  /** The calling thread works no longer on the request, which goes on. */
  public final void detachThread() {
    inFlight.workedOn(stamp, false);
  }

  /** The request is over. */
  public final void end() {
    inFlight.end(stamp);
  }
}
