package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Trigger;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code AsyncContext.complete} may be called by any thread and more than once (Jakarta Servlet
 * 6.0, 2.3.3.4), as by a time-out and a late answer. The container sends the head from then on, so
 * nobody must change it any more.
 */
@Timeout(30)
class AsyncCompletionTest {

  private final Deployment deployment =
      Deployment.open(SettingsReader.defaults(), new Log(new RecordingLogger()));
  private final FakeHttp http = new FakeHttp();
  private @Nullable ServletRequest seenRequest;
  private @Nullable ServletResponse seenResponse;
  private @Nullable AsyncContext context;

  /** The drain begins while the request is in async mode. */
  @BeforeEach
  void startAndAnnounce() throws Exception {
    startAsync();
    deployment.drain().cutShort();
    deployment.drain().run(Trigger.SIGNAL);
  }

  private void startAsync() throws Exception {
    new InFlightFilter()
        .doFilter(
            http.request(),
            http.response(),
            (request, response) -> {
              seenRequest = request;
              seenResponse = response;
              context = request.startAsync();
            });
  }

  /** What {@code AsyncContext.dispatch} leads to, and the servlet is asynchronous again. */
  private void startAgain() throws Exception {
    http.dispatcherType = DispatcherType.ASYNC;
    startAsync();
  }

  @AfterEach
  void close() {
    deployment.close();
  }

  private void complete() {
    Objects.requireNonNull(context).complete();
  }

  private AsyncEvent event() {
    return new AsyncEvent(context, seenRequest, seenResponse);
  }

  @Test
  void theFirstCompletionSaysClose() {
    complete();
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
    assertThat(http.completions).hasValue(1);
  }

  @Test
  void theSecondLeavesTheHeadAlone() {
    complete();
    complete();
    assertThat(http.changesAfterCompletion).hasValue(0);
    assertThat(http.completions).as("it is the container that refuses it").hasValue(2);
  }

  @Test
  void soDoesATimeOutThatComesTooLate() throws Exception {
    complete();
    for (AsyncListener listener : http.listeners) {
      listener.onTimeout(event());
      listener.onError(event());
    }
    assertThat(http.changesAfterCompletion).hasValue(0);
  }

  @Test
  void aTimeOutThatIsInTimeSaysClose() throws Exception {
    for (AsyncListener listener : http.listeners) {
      listener.onTimeout(event());
    }
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
  }

  /** Another thread may be sending the answer to it, and the server may use the objects again. */
  @Test
  void aCompletionAfterATimeOutLeavesTheHeadAlone() throws Exception {
    for (AsyncListener listener : http.listeners) {
      listener.onTimeout(event());
    }
    http.responseHeaders.clear(); // The server has gone on to the next exchange.
    complete();
    for (AsyncListener listener : http.listeners) {
      listener.onComplete(event());
    }
    complete();
    assertThat(http.responseHeaders).isEmpty();
    assertThat(http.changes).hasValue(1);
    assertThat(http.completions).hasValue(2);
  }

  @Test
  void aWriteAfterTheEndLeavesTheHeadAlone() throws Exception {
    for (AsyncListener listener : http.listeners) {
      listener.onComplete(event());
    }
    Objects.requireNonNull(seenResponse).flushBuffer();
    assertThat(http.changes).hasValue(0);
  }

  @Test
  void aCycleThatFollowsADispatchSaysClose() throws Exception {
    startAgain();
    complete();
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
  }

  /** What listened to the cycles before knows of the completion, too. */
  @Test
  void aTimeOutThatComesTooLateIsSoAfterADispatch() throws Exception {
    List<AsyncListener> ours = new ArrayList<>(http.listeners);
    startAgain();
    ours.addAll(http.listeners);
    complete();
    for (AsyncListener listener : ours) {
      listener.onTimeout(event());
    }
    assertThat(http.changesAfterCompletion).hasValue(0);
  }

  @Test
  void cyclesDoNotPileUpListeners() throws Exception {
    for (int i = 0; i < 10; i++) {
      startAgain();
    }
    assertThat(http.listeners).hasSize(1);
  }

  /** The request of {@link #startAndAnnounce}. */
  private void endFirst() throws IOException {
    for (AsyncListener listener : List.copyOf(http.listeners)) {
      listener.onComplete(event());
    }
  }

  /** As Payara does, which sends the response when the servlet has returned. */
  @Test
  void aCompletionThatIsToldOfInTheServletEndsTheRequestAfterIt() throws Exception {
    endFirst();
    FakeHttp other = new FakeHttp();
    new InFlightFilter()
        .doFilter(
            other.request(),
            other.response(),
            (request, response) -> {
              AsyncContext own = request.startAsync();
              other.whileCompleting =
                  () -> other.listeners.forEach(each -> tell(each, own, request, response));
              own.complete();
              assertThat(deployment.drain().activeRequests()).isEqualTo(1);
            });
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  /** The filters of the application may still have a transaction to commit. */
  @Test
  void aCompletionByAnotherThreadEndsTheRequestWhenTheServletHasReturned() throws Exception {
    endFirst();
    FakeHttp other = new FakeHttp();
    new InFlightFilter()
        .doFilter(
            other.request(),
            other.response(),
            (request, response) -> {
              AsyncContext own = request.startAsync();
              Thread completes =
                  new Thread(
                      () -> {
                        for (int twice = 0; twice < 2; twice++) {
                          other.listeners.forEach(each -> tell(each, own, request, response));
                        }
                      });
              completes.start();
              joinQuietly(completes);
              int changes = other.changes.get(); // As it began late, its head says close by now.
              assertThat(deployment.drain().activeRequests()).isEqualTo(1);
              response.flushBuffer();
              assertThat(other.changes).as("it may be another exchange's by now").hasValue(changes);
            });
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void tell(
      AsyncListener listener, AsyncContext own, ServletRequest request, ServletResponse response) {
    try {
      listener.onComplete(new AsyncEvent(own, request, response));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** GlassFish 8 would set its status to 200 before it calls ours, whatever it was. */
  @Test
  void ourListenerIsAddedWithoutTheHttpResponse() {
    assertThat(http.supplied)
        .hasAtLeastOneElementOfType(ServletResponse.class)
        .doesNotHaveAnyElementsOfTypes(HttpServletResponse.class);
  }

  /** As where a filter before ours has started it, whose dispatch does not come by. */
  @Test
  void theEndOfACycleThatWeDidNotSeeIsSeen() throws Exception {
    http.request().startAsync();
    assertThat(deployment.drain().activeRequests()).isEqualTo(1);
    for (AsyncListener listener : http.listeners) {
      listener.onComplete(event());
    }
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  /** The container must not begin to send the head while the first one is still changing it. */
  @Test
  void theSecondWaitsForTheHeadOfTheFirst() throws Exception {
    CountDownLatch changing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    http.whileTheHeadChanges =
        () -> {
          changing.countDown();
          awaitQuietly(goOn);
        };
    Thread first = new Thread(this::complete);
    first.start();
    changing.await();
    Thread second = new Thread(this::complete);
    second.start();
    while (second.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    assertThat(http.completions).hasValue(0);
    goOn.countDown();
    first.join();
    second.join();
    assertThat(http.completions).hasValue(2);
    assertThat(http.changes).hasValue(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
