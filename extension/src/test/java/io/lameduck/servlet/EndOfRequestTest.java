package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.async.AsyncCycles;
import io.lameduck.cdi.LameduckExtension;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.Trigger;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the container still does for a request when our filter has returned. */
@EnableWeld
class EndOfRequestTest {

  @WeldSetup
  WeldInitiator weld =
      WeldInitiator.of(
          new Weld()
              .disableDiscovery()
              .addExtension(new LameduckExtension())
              .addBeanClasses(EndOfRequestTest.class));

  private final FakeHttp http = new FakeHttp();
  private final List<Long> whileListening = new ArrayList<>();
  private RequestContextController requestContext;
  private Drain drain;
  private Runnable inListener = () -> {};

  @BeforeEach
  void find() {
    requestContext = weld.select(RequestContextController.class).get();
    drain = Objects.requireNonNull(Deployment.current()).drain();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(drain.activeRequests()).isZero();
  }

  private void announce() {
    drain.cutShort();
    drain.run(Trigger.SIGNAL);
  }

  private void request(FilterChain chain) throws Exception {
    new InFlightFilter().doFilter(http.request(), http.response(), chain);
  }

  /** An application's listener; the container calls it after ours, which has been added first. */
  private AsyncListener listener(boolean fails) {
    return new AsyncListener() {
      @Override
      public void onComplete(AsyncEvent event) throws IOException {
        whileListening.add(drain.activeRequests());
        inListener.run();
        if (fails) {
          throw new IOException("on purpose");
        }
      }

      @Override
      public void onTimeout(AsyncEvent event) {}

      @Override
      public void onError(AsyncEvent event) {}

      @Override
      public void onStartAsync(AsyncEvent event) {}
    };
  }

  private void startAsync(ServletRequest request, ServletResponse response) {
    AsyncContext context = request.startAsync();
    context.addListener(listener(true));
    context.addListener(listener(false), request, response);
  }

  private void completed() throws IOException {
    AsyncEvent event = new AsyncEvent(http.containersContext, http.request(), http.response());
    for (AsyncListener listener : List.copyOf(http.listeners)) {
      try {
        listener.onComplete(event);
      } catch (IOException e) {
        assertThat(e).hasMessage("on purpose");
      }
    }
  }

  @Test
  void inADrainItEndsWithTheRequestContext() throws Exception {
    announce();
    requestContext.activate();
    request((request, response) -> {});
    request((request, response) -> {});
    assertThat(drain.activeRequests()).isEqualTo(2);
    requestContext.deactivate();
  }

  @Test
  void soDoesOneThatFailed() {
    announce();
    requestContext.activate();
    assertThatThrownBy(
            () ->
                request(
                    (request, response) -> {
                      throw new IOException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(drain.activeRequests()).isEqualTo(1);
    requestContext.deactivate();
  }

  /** The request context is not destroyed before, and on some servers never. */
  @Test
  void anErrorPageInAsyncModeIsAwaited() throws Exception {
    announce();
    requestContext.activate();
    request((request, response) -> {});
    http.dispatcherType = DispatcherType.ERROR;
    request(
        (request, response) -> {
          assertThat(request).as("the server's own").isSameAs(http.request());
          AsyncContext unused = request.startAsync();
          http.asyncStarted = true;
        });
    assertThat(drain.activeRequests()).isEqualTo(1);
    completed();
    assertThat(drain.activeRequests()).isZero();
    requestContext.deactivate();
  }

  @Test
  void anErrorPageIsNoRequestOfItsOwn() throws Exception {
    http.dispatcherType = DispatcherType.ERROR;
    request(
        (request, response) -> {
          assertThat(request).isSameAs(http.request());
          assertThat(drain.activeRequests()).isZero();
        });
    announce();
    request((request, response) -> assertThat(drain.activeRequests()).isZero());
  }

  @Test
  void withoutAContextItEndsWithTheFilter() throws Exception {
    announce();
    request((request, response) -> {});
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void whileServingItEndsWithTheFilter() throws Exception {
    requestContext.activate();
    request((request, response) -> {});
    assertThat(drain.activeRequests()).isZero();
    requestContext.deactivate();
  }

  @Test
  void inADrainTheListenersOfAnAsyncCycleAreAwaited() throws Exception {
    request(this::startAsync);
    announce();
    completed();
    assertThat(whileListening).containsExactly(1L, 1L);
  }

  /** It has a thread: for the log, for the interrupt, and for a stop that this thread asks for. */
  @Test
  void oneThatIsAbandonedIsInterrupted() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    request((request, response) -> request.startAsync().addListener(listener(false)));
    inListener = () -> interrupted.set(isInterruptedBy(drain::interruptAbandoned));
    announce();
    drain.cutShort(); // What has just begun is interrupted by a later signal only.
    completed();
    assertThat(interrupted).isTrue();
    assertThat(Thread.interrupted()).as("left to the thread's next work").isFalse();
  }

  private static boolean isInterruptedBy(Runnable abandons) {
    Thread abandoning = new Thread(abandons);
    abandoning.start();
    try {
      abandoning.join(10_000);
      return Thread.currentThread().isInterrupted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void whileServingTheyAreNot() throws Exception {
    request(this::startAsync);
    completed();
    assertThat(whileListening).containsExactly(0L, 0L);
  }

  @Test
  void theyAreAwaitedIfADispatchIsTheEnd() throws Exception {
    request(this::startAsync);
    announce();
    http.dispatcherType = DispatcherType.ASYNC;
    request((request, response) -> {});
    assertThat(drain.activeRequests()).isEqualTo(1);
    completed();
    assertThat(whileListening).containsExactly(1L, 1L);
  }

  /** Undertow ends the exchange of a dispatch, and tells the listeners then. */
  @Test
  void soTheyAreIfTheExchangeEndsFirst() throws Exception {
    request(this::startAsync);
    announce();
    http.dispatcherType = DispatcherType.ASYNC;
    request((request, response) -> {});
    Objects.requireNonNull(TrackedRequest.cycles(http.request())).exchangeEnded();
    completed();
    assertThat(whileListening).containsExactly(1L, 1L);
  }

  /** As on Undertow, which first sends its default error page. */
  @Test
  void soTheyAreIfATimeOutEndsTheExchangeFirst() throws Exception {
    request(this::startAsync);
    announce();
    AsyncEvent event = new AsyncEvent(http.containersContext, http.request(), http.response());
    for (AsyncListener listener : List.copyOf(http.listeners)) {
      listener.onTimeout(event);
    }
    Objects.requireNonNull(TrackedRequest.cycles(http.request())).exchangeEnded();
    completed();
    assertThat(whileListening).containsExactly(1L, 1L);
  }

  /** Undertow completes a dispatch that answers with an error, and the servlet goes on. */
  @Test
  void itEndsWithTheDispatchIfTheyHaveReturnedBefore() throws Exception {
    request(this::startAsync);
    announce();
    http.dispatcherType = DispatcherType.ASYNC;
    request((request, response) -> completed());
    assertThat(whileListening).containsExactly(1L, 1L);
    assertThat(drain.activeRequests()).isZero();
  }

  /** On Undertow an answer with an error is the end of async mode, and they are told later. */
  @Test
  void theyAreAwaitedIfTheDispatchEndsAsyncMode() throws Exception {
    request(this::startAsync);
    announce();
    http.dispatcherType = DispatcherType.ASYNC;
    AsyncCycles cycles = Objects.requireNonNull(TrackedRequest.cycles(http.request()));
    request((request, response) -> cycles.completed());
    assertThat(drain.activeRequests()).isEqualTo(1);
    completed();
    assertThat(whileListening).containsExactly(1L, 1L);
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void oneThatIsAddedAsTheyAreCalledIsNotAwaited() throws Exception {
    request(
        (request, response) -> {
          AsyncContext context = request.startAsync();
          context.addListener(listener(false));
          inListener = () -> context.addListener(listener(false));
        });
    announce();
    completed();
    assertThat(whileListening).containsExactly(1L);
  }

  /** The container forgets them as it is started (Jakarta Servlet 6.0, ServletRequest). */
  @Test
  void thoseOfACycleBeforeAreNot() throws Exception {
    request(this::startAsync);
    announce();
    http.dispatcherType = DispatcherType.ASYNC;
    request((request, response) -> request.startAsync());
    completed();
    assertThat(whileListening).isEmpty();
  }

  /** As after a dispatch to another application, which has no filter of ours. */
  @Test
  void norIfTheNextCycleStartsUnseen() throws Exception {
    request(this::startAsync);
    announce();
    AsyncContext unused = http.request().startAsync();
    completed();
    assertThat(whileListening).isEmpty();
  }
}
