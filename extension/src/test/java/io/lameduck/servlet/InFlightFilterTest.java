package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.Trigger;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter counts and what it says; the async cycles are tested on real servers. */
class InFlightFilterTest {

  private final Deployment deployment =
      Deployment.open(SettingsReader.defaults(), new Log(new RecordingLogger()));
  private final Drain drain = deployment.drain();
  private final FakeHttp http = new FakeHttp();
  private final InFlightFilter filter = new InFlightFilter();

  @AfterEach
  void close() {
    deployment.drain().cutShort(); // Some leave a request running.
    deployment.close();
  }

  /** A servlet, or a whole application. */
  private interface Work {
    void run(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  private void request(Work work) throws IOException, ServletException {
    FilterChain chain =
        (request, response) ->
            work.run((HttpServletRequest) request, (HttpServletResponse) response);
    filter.doFilter(http.request(), http.response(), chain);
  }

  /** Begins a drain that is already over: announced, and waiting for nothing. */
  private void announce() {
    drain.cutShort();
    drain.run(Trigger.SIGNAL);
  }

  private long activeDuring() throws IOException, ServletException {
    AtomicLong active = new AtomicLong();
    request((request, response) -> active.set(drain.activeRequests()));
    return active.get();
  }

  @Test
  void countsARequestWhileItRuns() throws Exception {
    assertThat(activeDuring()).isEqualTo(1);
    assertThat(drain.activeRequests()).isZero();
    assertThat(http.responseHeaders).isEmpty();
  }

  @Test
  void aFailedRequestIsOver() {
    assertThatThrownBy(
            () ->
                request(
                    (request, response) -> {
                      throw new ServletException("failed");
                    }))
        .hasMessage("failed");
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void excludedPathsAreNotCounted() throws Exception {
    http.path = "/health/ready";
    assertThat(activeDuring()).isZero();
    http.path = "/app/health";
    assertThat(activeDuring()).isEqualTo(1);
    http.path = "/health/of-the-application";
    assertThat(activeDuring()).isEqualTo(1);
  }

  @Test
  void probesAreNotCountedDuringADrain() throws Exception {
    http.requestHeaders.put("User-Agent", "kube-probe/1.29");
    assertThat(activeDuring()).isEqualTo(1);
    announce();
    assertThat(activeDuring()).isZero();
    http.requestHeaders.put("User-Agent", "curl/8 kube-probe/1.29");
    assertThat(activeDuring()).isEqualTo(1);
  }

  @Test
  void aLateResponseSaysClose() throws Exception {
    announce();
    request((request, response) -> {});
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
  }

  @Test
  void neverOnHttp2() throws Exception {
    http.protocol = "HTTP/2.0";
    announce();
    request((request, response) -> response.getOutputStream().write(1));
    assertThat(http.responseHeaders).isEmpty();
  }

  @Test
  void neverOnAnUpgrade() throws Exception {
    http.requestHeaders.put("Upgrade", "other");
    announce();
    request((request, response) -> http.status = 101);
    assertThat(http.responseHeaders).isEmpty();
  }

  /** Open Liberty's, if the application sets no status. */
  @Test
  void neverOnAnUpgradeOfAnotherStatus() throws Exception {
    http.requestHeaders.put("Upgrade", "other");
    announce();
    request(
        (request, response) -> {
          http.responseHeaders.put("Upgrade", "other");
          http.responseHeaders.put("Connection", "Upgrade");
        });
    assertThat(http.responseHeaders).containsEntry("Connection", "Upgrade");
  }

  /** RFC 9110, 15.5.22: a 426 names the protocol. */
  @Test
  void anErrorThatAsksForAnUpgradeSaysClose() throws Exception {
    http.requestHeaders.put("Upgrade", "other");
    announce();
    request(
        (request, response) -> {
          response.setHeader("Upgrade", "newer");
          response.setStatus(426);
        });
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
  }

  @Test
  void aRefusedUpgradeSaysClose() throws Exception {
    http.requestHeaders.put("Upgrade", "other");
    announce();
    request((request, response) -> http.status = 400);
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write(byte)",
        "write(bytes)",
        "stream.flush",
        "stream.close",
        "writer.write",
        "writer.println",
        "writer.format",
        "writer.append",
        "writer.flush",
        "writer.close",
        "flushBuffer",
        "sendError",
        "sendError with text",
        "sendRedirect",
        "return",
        "exception"
      })
  void decidesWhenTheHeadIsSent(String how) throws Exception {
    try {
      request(
          (request, response) -> {
            // As an application that asks for the stream or writer first and works then.
            Work send = sending(how, response);
            announce();
            send.run(request, response);
            if (http.committed) {
              assertThat(http.responseHeaders).containsEntry("Connection", "close");
            }
          });
    } catch (ServletException e) {
      assertThat(how).isEqualTo("exception");
    }
    assertThat(http.responseHeaders).containsEntry("Connection", "close");
  }

  private static Work sending(String how, HttpServletResponse response) throws IOException {
    if (how.startsWith("write(") || how.startsWith("stream.")) {
      var stream = response.getOutputStream();
      return switch (how) {
        case "write(byte)" -> (q, r) -> stream.write(1);
        case "write(bytes)" -> (q, r) -> stream.write(new byte[10]);
        case "stream.flush" -> (q, r) -> stream.flush();
        default -> (q, r) -> stream.close();
      };
    }
    if (how.startsWith("writer.")) {
      var writer = response.getWriter();
      return switch (how) {
        case "writer.write" -> (q, r) -> writer.write("text");
        case "writer.println" -> (q, r) -> writer.println();
        case "writer.format" -> (q, r) -> writer.format("%d", 1);
        case "writer.append" -> (q, r) -> writer.append('c');
        case "writer.flush" -> (q, r) -> writer.flush();
        default -> (q, r) -> writer.close();
      };
    }
    return switch (how) {
      case "flushBuffer" -> (q, r) -> r.flushBuffer();
      case "sendError" -> (q, r) -> r.sendError(500);
      case "sendError with text" -> (q, r) -> r.sendError(500, "text");
      case "sendRedirect" -> (q, r) -> r.sendRedirect("/elsewhere");
      case "return" -> (q, r) -> {};
      default ->
          (q, r) -> {
            throw new ServletException("failed");
          };
    };
  }

  @Test
  void aHeadAlreadySentIsLeftAlone() throws Exception {
    request(
        (request, response) -> {
          response.flushBuffer();
          announce();
          response.getOutputStream().write(1);
        });
    assertThat(http.responseHeaders).isEmpty();
  }

  @Test
  void aContainerThatRefusesTheHeaderEndsTheRequestAllTheSame() throws Exception {
    http.whileTheHeadChanges =
        () -> {
          throw new IllegalStateException("recycled");
        };
    request((request, response) -> announce());
    assertThat(drain.activeRequests()).isZero();
  }

  @Test
  void switchedOffItPassesEverythingThrough() throws Exception {
    deployment.close();
    request((request, response) -> assertThat(request).isNotInstanceOf(TrackedRequest.class));
  }
}
