package io.lameduck.tck.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawConnectionTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  @Test
  void keepsTheConnectionBetweenDelimitedResponses() throws IOException {
    String first = lines("HTTP/1.1 200 OK|Content-Length: 5||hello");
    String head = lines("HTTP/1.1 503 |Transfer-Encoding: chunked|connection: Close||");
    String second = head + lines("3|abc|A;x=y|0123456789|0|Trailer: t||");
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  answer(socket, first);
                  answer(socket, second);
                });
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      RawResponse hello = connection.get("/one");
      assertThat(hello.status()).isEqualTo(200);
      assertThat(hello.text()).isEqualTo("hello");
      assertThat(hello.saysClose()).isFalse();
      assertThat(connection.isReusable()).isTrue();

      RawResponse chunked = connection.get("/two", "User-Agent: test");
      assertThat(chunked.status()).isEqualTo(503);
      assertThat(chunked.text()).isEqualTo("abc0123456789");
      assertThat(chunked.saysClose()).isTrue();
      assertThat(connection.isReusable()).isFalse();
    }
  }

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
          '',                                                        CLOSED
          'HTTP/1.1 200 OK|Content',                                 TRUNCATED
          'HTTP/1.1 200 OK|Content-Length: 5||hell',                 TRUNCATED
          'HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|',      TRUNCATED
          'HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abcd|0||',  MALFORMED
          'HTTP/1.1 200 OK|Transfer-Encoding: chunked||x|',          MALFORMED
          'HTTP/1.1 200 OK|Content-Length: -1||',                    MALFORMED
          'HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2||a',  MALFORMED
          'HTTP/1.1 200 OK|No colon||',                              MALFORMED
          'HTTP/1.1 OK||',                                           MALFORMED
          'SSH-2.0-x|',                                              MALFORMED
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
      assertFails(ExchangeFailed.Kind.TIMEOUT, () -> connection.get("/"));
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

  private static String lines(String script) {
    return script.replace("|", "\r\n");
  }

  private static void answer(Socket socket, String response) throws IOException {
    awaitRequest(socket.getInputStream());
    write(socket, response);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static void awaitRequest(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) in.read());
    }
  }
}
