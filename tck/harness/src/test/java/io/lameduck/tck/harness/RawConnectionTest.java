package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ScriptedPeer.answer;
import static io.lameduck.tck.harness.ScriptedPeer.awaitRequest;
import static io.lameduck.tck.harness.ScriptedPeer.lines;
import static io.lameduck.tck.harness.ScriptedPeer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawConnectionTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  @Test
  void readsABodyUntilTheConnectionCloses() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(s -> answer(s, "HTTP/1.1 200 OK\r\n\r\nall of it"));
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      assertThat(connection.get("/").text()).isEqualTo("all of it");
      assertThat(connection.isReusable()).isFalse();
    }
  }

  @Test
  void givesTheHeadBeforeTheBody() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  answer(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
                  awaitRequest(socket.getInputStream());
                  write(socket, "1\r\nb\r\n0\r\n\r\n");
                });
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      connection.sendGet("/stream");
      RawHead head = connection.receiveHead();
      connection.sendGet("/go-on");
      assertThat(connection.receiveBody(head).text()).isEqualTo("ab");
    }
  }

  @Test
  void aNarrowConnectionTakesItsTimeAndLosesNothing() throws IOException {
    String body = "x".repeat(20_000);
    String response = lines("HTTP/1.1 200 OK|Content-Length: 20000||") + body;
    long start = System.nanoTime();
    try (ScriptedPeer peer = new ScriptedPeer(s -> answer(s, response));
        RawConnection connection = RawConnection.openNarrow(peer.port(), BOUND, 40_000)) {
      assertThat(connection.get("/").text()).isEqualTo(body);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '',                                                        NO_RESPONSE
          'HTTP/1.1 200 OK|Content',                                 CUT_OFF
          'HTTP/1.1 200 OK|Content-Length: 5||hell',                 CUT_OFF
          'HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|',      CUT_OFF
          'HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abcd|0||',  MALFORMED
          'HTTP/1.1 200 OK|Transfer-Encoding: chunked||x|',          MALFORMED
          'HTTP/1.1 200 OK|Content-Length: -1||',                    MALFORMED
          'HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2||a',  MALFORMED
          'HTTP/1.1 200 OK|No colon||',                              MALFORMED
          'HTTP/1.1 OK||',                                           MALFORMED
          'SSH-2.0-x|',                                              MALFORMED
          'HTTP/2 200|Content-Length: 0||',                          MALFORMED
          'HTTP/1.1 200 OK|Content-Length: 1234567890||',            MALFORMED
          'HTTP/1.1 200 OK|Content-Length: 3|Transfer-Encoding: chunked||0||', MALFORMED
          """)
  void everythingButAWholeResponseIsAFailure(String script, ExchangeFailed.Kind kind)
      throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(s -> answer(s, lines(script)));
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      assertFails(kind, () -> connection.get("/"));
      assertThat(connection.isReusable()).isFalse();
    }
  }

  @Test
  void aLineCutOffWithinItsEndIsCutOff() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(s -> answer(s, "HTTP/1.1 200 OK\r"));
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      assertFails(ExchangeFailed.Kind.CUT_OFF, () -> connection.get("/"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK||", "HTTP/1.1 200 OK|Transfer-Encoding: gzip||"})
  void aHeadTellsWhetherTheEndOfItsBodyIsMarked(String head) throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(s -> answer(s, lines(head)));
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      connection.sendGet("/");
      assertThat(connection.receiveHead().isDelimited()).isFalse();
    }
  }

  @Test
  void anAbortIsSeenByThePeerAsReset() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket ->
                    assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> socket.getInputStream().read())
                        .withMessageContaining("reset"));
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      connection.abort();
      peer.awaitEnd();
    }
  }

  @Test
  void anAbortEndsAnExchangeThatIsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  awaitRequest(socket.getInputStream());
                  asked.countDown();
                  assertThatExceptionOfType(IOException.class)
                      .isThrownBy(() -> socket.getInputStream().read())
                      .withMessageContaining("reset");
                });
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      CompletableFuture<Void> exchange =
          CompletableFuture.runAsync(
              () -> assertFails(ExchangeFailed.Kind.OTHER, () -> connection.get("/")));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      connection.abort();
      peer.awaitEnd();
      exchange.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aResetOfThePeerIsAFailure() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  awaitRequest(socket.getInputStream());
                  socket.setSoLinger(true, 0);
                });
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      assertFails(ExchangeFailed.Kind.RESET, () -> connection.get("/"));
    }
  }

  @Test
  void silenceIsAFailure() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(socket -> socket.getInputStream().readAllBytes());
        RawConnection connection = RawConnection.open(peer.port(), Duration.ofMillis(100))) {
      assertFails(ExchangeFailed.Kind.TIMED_OUT, () -> connection.get("/"));
    }
  }

  @Test
  void nobodyListeningIsAFailure() {
    int port = FreePorts.next();
    assertFails(ExchangeFailed.Kind.REFUSED, () -> RawConnection.open(port, BOUND));
  }

  @Test
  void noPortIsGivenTwice() {
    assertThat(FreePorts.next()).isNotEqualTo(FreePorts.next());
  }

  private interface Call {
    Object run() throws Exception;
  }

  private static void assertFails(ExchangeFailed.Kind kind, Call call) {
    assertThatExceptionOfType(ExchangeFailed.class)
        .isThrownBy(call::run)
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
  }
}
