package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the drain and the application end an event stream, and who comes first. */
@Timeout(60)
class EventStreamTest {

  private final Deployment deployment =
      Deployment.open(SettingsReader.defaults(), new Log(new RecordingLogger()));
  private final Drain drain = deployment.drain();
  private final FakeHttp http = new FakeHttp();
  private @Nullable AsyncContext context;
  private @Nullable ServletOutputStream stream;

  @AfterEach
  void close() {
    drain.cutShort();
    deployment.close();
  }

  private interface Application {
    void run() throws IOException;
  }

  private void open(boolean async, Application rest) throws IOException, ServletException {
    new InFlightFilter()
        .doFilter(
            http.request(),
            http.response(),
            (request, response) -> {
              response.setContentType("text/event-stream");
              stream = response.getOutputStream();
              if (async) {
                context = request.startAsync();
              }
              rest.run();
            });
  }

  private void openAsync() throws IOException, ServletException {
    open(true, () -> {});
    // As a container does, on the thread that completes it.
    http.whileCompleting = () -> tellOfCompletion(Objects.requireNonNull(context).getResponse());
  }

  private void tellOfCompletion(ServletResponse response) {
    AsyncContext completed = Objects.requireNonNull(context);
    for (AsyncListener listener : List.copyOf(http.listeners)) {
      try {
        listener.onComplete(new AsyncEvent(completed, completed.getRequest(), response));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** An EventSource sends only GET, and no other client connects again by itself. */
  @Test
  void theAnswerToAPostIsNone() throws Exception {
    http.method = "POST";
    openAsync();
    assertThat(drain.activeRequests()).isEqualTo(1);
    assertThat(drainAtOnce().streamsEnded()).isZero();
    write();
    complete();
  }

  private void write() throws IOException {
    Objects.requireNonNull(stream).write(1);
  }

  private void complete() {
    Objects.requireNonNull(context).complete();
  }

  private DrainReport drainAtOnce() {
    drain.cutShort(); // Ends the streams, and waits for nothing.
    return drain.run(Trigger.OPERATOR).orElseThrow();
  }

  /** A write that goes on until the latch opens. */
  private CompletableFuture<Void> blockedWrite(CountDownLatch release) throws InterruptedException {
    CountDownLatch writing = new CountDownLatch(1);
    http.whileWriting =
        () -> {
          writing.countDown();
          awaitQuietly(release);
        };
    CompletableFuture<Void> write =
        CompletableFuture.runAsync(
            () -> {
              try {
                write();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    writing.await();
    return write;
  }

  /** What does not block is told so before it writes. */
  @Test
  void oneThatIsOverIsNotReady() throws Exception {
    openAsync();
    assertThat(Objects.requireNonNull(stream).isReady()).isTrue();
    DrainReport unused = drainAtOnce();
    assertThat(stream.isReady()).isFalse();
  }

  /** An error, say, that is told in another form. */
  @Test
  void oneThatIsResetIsWaitedForAsAnyOther() throws Exception {
    new InFlightFilter()
        .doFilter(
            http.request(),
            http.response(),
            (request, response) -> {
              response.setContentType("text/event-stream");
              response.reset();
              response.setContentType("application/json");
              DrainReport report = drainAtOnce();
              assertThat(report.abandoned()).isEqualTo(1);
              assertThat(report.streamsEnded()).isZero();
              response.getOutputStream().write(1);
            });
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void oneThatGetsAnotherTypeIsNone() throws Exception {
    new InFlightFilter()
        .doFilter(
            http.request(),
            http.response(),
            (request, response) -> {
              response.setContentType("text/event-stream");
              response.setContentType("text/plain");
              assertThat(drainAtOnce().abandoned()).isEqualTo(1);
            });
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void oneWhoseTypeComesTooLateToChangeStaysOne() throws Exception {
    new InFlightFilter()
        .doFilter(
            http.request(),
            http.response(),
            (request, response) -> {
              response.setContentType("text/event-stream");
              ServletOutputStream body = response.getOutputStream();
              body.write(1); // The head is out.
              response.setContentType("text/plain");
              DrainReport unused = drainAtOnce();
              assertThatThrownBy(() -> body.write(1)).isInstanceOf(IOException.class);
            });
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void theDrainEndsIt() throws Exception {
    openAsync();
    write();
    assertThat(drainAtOnce().streamsEnded()).isEqualTo(1);
    assertThat(http.completions).hasValue(1);
    assertThatThrownBy(this::write).isInstanceOf(IOException.class);
    complete();
    assertThat(http.completions).as("the application is told nothing else").hasValue(1);
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void completionsOfTheApplicationAreTheContainersAffair() throws Exception {
    openAsync();
    complete();
    complete();
    assertThat(http.completions).hasValue(2);
    write();
    assertThat(drainAtOnce().streamsEnded()).isZero();
    assertThat(http.completions).hasValue(2);
  }

  /** As one that evicts a client which does not read. */
  @Test
  void theApplicationCompletesItWhileAWriteIsBlocked() throws Exception {
    openAsync();
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Void> blocked = blockedWrite(release);
    complete();
    assertThat(http.completions).hasValue(1);
    assertThat(blocked).isNotDone();
    release.countDown();
    blocked.join();
    assertThat(http.completions).hasValue(1);
  }

  @Test
  void itEndsAfterTheWriteInProgressOnAThreadOfOurOwn() throws Exception {
    openAsync();
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Void> blocked = blockedWrite(release);
    assertThat(drainAtOnce().streamsEnded()).as("it has not ended").isZero();
    assertThat(http.completions).hasValue(0);
    assertThat(drain.activeRequests()).isEqualTo(1);

    AtomicReference<String> thread = new AtomicReference<>();
    CountDownLatch completed = new CountDownLatch(1);
    http.whileCompleting =
        () -> {
          thread.set(Thread.currentThread().getName());
          tellOfCompletion(Objects.requireNonNull(context).getResponse());
          completed.countDown();
        };
    release.countDown();
    blocked.join();
    assertThat(completed.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(thread).hasValue("lameduck-end");
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void theApplicationMayCompleteWhatTheDrainCouldNotEnd() throws Exception {
    openAsync();
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Void> blocked = blockedWrite(release);
    drainAtOnce();
    complete();
    assertThat(http.completions).hasValue(1);
    assertThat(drain.activeRequests()).isZero();
    release.countDown();
    blocked.join();
    assertThat(http.completions).hasValue(1);
  }

  /** The listener is called from within the completion, and needs what a writer holds. */
  @Test
  void nothingIsHeldWhileTheContainerRuns() throws Exception {
    openAsync();
    Thread completing =
        new Thread(
            () -> {
              http.whileCompleting = () -> CompletableFuture.runAsync(this::writeQuietly).join();
              complete();
            });
    completing.start();
    completing.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(completing.isAlive()).isFalse();
  }

  private void writeQuietly() {
    try {
      write();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThatKeepsItsThreadEndsAtItsNextWrite() throws Exception {
    open(
        false,
        () -> {
          assertThat(drainAtOnce().streamsEnded()).isZero();
          write();
        });
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void whatTheApplicationThrowsAfterItsOwnCompletionIsItsOwn() {
    assertThatThrownBy(
            () ->
                open(
                    true,
                    () -> {
                      complete();
                      throw new IOException("of the application");
                    }))
        .hasMessage("of the application");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
