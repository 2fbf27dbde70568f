package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An application that compares objects finds the same ones, and the same changes, as without. */
class SameObjectsTest {

  private final Deployment deployment =
      Deployment.open(SettingsReader.defaults(), new Log(new RecordingLogger()));
  private final FakeHttp http = new FakeHttp();
  private @Nullable ServletRequest seenRequest;
  private @Nullable ServletResponse seenResponse;
  private @Nullable AsyncContext context;

  @AfterEach
  void close() {
    deployment.close();
  }

  private void filter(FilterChain chain) throws Exception {
    new InFlightFilter().doFilter(http.request(), http.response(), chain);
  }

  private AsyncContext startAsync() throws Exception {
    filter(
        (request, response) -> {
          seenRequest = request;
          seenResponse = response;
          context = request.startAsync();
        });
    return Objects.requireNonNull(context);
  }

  @Test
  void theWriterIsTheSame() throws Exception {
    filter((request, response) -> assertThat(response.getWriter()).isSameAs(response.getWriter()));
  }

  @Test
  void afterAnErrorThereIsTheNewWriterOfTheContainer() throws Exception {
    filter(
        (request, response) -> {
          PrintWriter before = response.getWriter();
          ((HttpServletResponse) response).sendError(409);
          assertThat(response.getWriter()).isNotSameAs(before);
        });
  }

  @Test
  @SuppressWarnings("NullAway") // As an application may.
  void nullIsText() throws Exception {
    filter(
        (request, response) -> {
          response.getWriter().write((String) null);
          response.getWriter().append(null).print((String) null);
        });
  }

  @Test
  void eventsCarryTheContextThatStartAsyncHasReturned() throws Exception {
    AsyncContext returned = startAsync();
    Listener listener = new Listener();
    returned.addListener(listener);
    AsyncEvent event =
        new AsyncEvent(http.containersContext, http.request(), http.response(), null);
    for (AsyncListener own : List.copyOf(http.listeners)) {
      own.onComplete(event);
    }
    assertThat(listener.contexts).containsExactly(returned);
    assertThat(listener.requests).containsExactly(seenRequest);
  }

  @Test
  void theEventOfAStartCarriesWhatItReturns() throws Exception {
    Listener listener = new Listener();
    startAsync().addListener(listener);
    http.dispatcherType = DispatcherType.ASYNC;
    AsyncContext second = startAsync();
    assertThat(listener.contexts).containsExactly(second);
  }

  @Test
  void aDispatchBringsTheSameRequestAndResponse() throws Exception {
    AsyncContext unused = startAsync();
    http.dispatcherType = DispatcherType.ASYNC;
    filter(
        (request, response) -> {
          assertThat(request).isSameAs(seenRequest);
          assertThat(response).isSameAs(seenResponse);
          assertThat(deployment.drain().activeRequests()).isEqualTo(1);
        });
    assertThat(deployment.drain().activeRequests()).as("ended with the dispatch").isZero();
  }

  @Test
  void aDispatchBringsTheWrappersOfTheApplication() throws Exception {
    AsyncContext unused = startAsync();
    http.dispatcherType = DispatcherType.ASYNC;
    ServletRequest wrapped =
        new HttpServletRequestWrapper((HttpServletRequest) Objects.requireNonNull(seenRequest)) {
          @Override
          public boolean isWrapperFor(ServletRequest other) {
            throw new AssertionError("no container asks");
          }
        };
    new InFlightFilter()
        .doFilter(
            wrapped,
            Objects.requireNonNull(seenResponse),
            (request, response) -> {
              assertThat(request).isSameAs(wrapped);
              assertThat(response).isSameAs(seenResponse);
            });
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  @Test
  void whatTheApplicationWasGivenIsOriginal() throws Exception {
    filter(
        (request, response) ->
            assertThat(request.startAsync(request, response).hasOriginalRequestAndResponse())
                .isTrue());
  }

  /** As Payara does for a forward: its wrapper, inside ours, says where dispatch() goes. */
  @Test
  void theContainerIsGivenItsOwnWrapperOfAForward() throws Exception {
    HttpServletRequest forwarded = new HttpServletRequestWrapper(http.request());
    Listener listener = new Listener();
    filter(
        (request, response) -> {
          HttpServletRequestWrapper ours = (HttpServletRequestWrapper) request;
          ServletRequest before = ours.getRequest();
          ours.setRequest(forwarded);
          context = request.startAsync(request, response);
          ours.setRequest(before);
          assertThat(http.startedWith).isSameAs(forwarded);
          assertThat(context.getRequest()).isSameAs(request);
          context.addListener(listener);
          seenRequest = request;
        });
    AsyncEvent event = new AsyncEvent(http.containersContext, forwarded, http.response(), null);
    for (AsyncListener own : List.copyOf(http.listeners)) {
      own.onComplete(event);
    }
    assertThat(listener.requests).containsExactly(seenRequest);
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  @Test
  void aDispatchWithAWrappedResponseAloneBringsTheSameRequest() throws Exception {
    AsyncContext unused = startAsync();
    http.dispatcherType = DispatcherType.ASYNC;
    ServletResponse wrapped =
        new HttpServletResponseWrapper((HttpServletResponse) Objects.requireNonNull(seenResponse));
    new InFlightFilter()
        .doFilter(
            http.request(),
            wrapped,
            (request, response) -> {
              assertThat(request).isSameAs(seenRequest);
              assertThat(response).isSameAs(wrapped);
            });
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  @Test
  void noAttributeOfOursIsListed() throws Exception {
    AsyncContext unused = startAsync();
    assertThat(Collections.list(Objects.requireNonNull(seenRequest).getAttributeNames())).isEmpty();
  }

  private static final class Listener implements AsyncListener {

    private final List<AsyncContext> contexts = new ArrayList<>();
    private final List<ServletRequest> requests = new ArrayList<>();

    private void add(AsyncEvent event) {
      contexts.add(event.getAsyncContext());
      requests.add(event.getSuppliedRequest());
    }

    @Override
    public void onComplete(AsyncEvent event) {
      add(event);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      add(event);
    }

    @Override
    public void onError(AsyncEvent event) {
      add(event);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      add(event);
    }
  }
}
