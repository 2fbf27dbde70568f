package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ScriptedPeer.answer;
import static io.lameduck.tck.harness.ScriptedPeer.awaitRequest;
import static io.lameduck.tck.harness.ScriptedPeer.lines;
import static io.lameduck.tck.harness.ScriptedPeer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a {@link RawConnection} after a response. */
class KeptConnectionTest {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final String EMPTY = lines("HTTP/1.1 200 OK|Content-Length: 0||");

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
  void http10IsReadButNotReused() throws IOException {
    String response = lines("HTTP/1.0 200 OK|Content-Length: 5||hello");
    try (ScriptedPeer peer = new ScriptedPeer(s -> answer(s, response));
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      assertThat(connection.get("/").text()).isEqualTo("hello");
      assertThat(connection.isReusable()).isFalse();
    }
  }

  @Test
  void theNextExchangeHasABoundOfItsOwn() throws IOException {
    Duration bound = Duration.ofSeconds(1);
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  answer(socket, EMPTY);
                  answer(socket, EMPTY);
                });
        ScriptedPeer silent = new ScriptedPeer(socket -> socket.getInputStream().readAllBytes());
        RawConnection connection = RawConnection.open(peer.port(), bound);
        RawConnection later = RawConnection.open(silent.port(), bound)) {
      assertThat(connection.get("/").status()).isEqualTo(200);
      // By its end, the time of the first exchange is up as well.
      assertThatExceptionOfType(ExchangeFailed.class)
          .isThrownBy(() -> later.get("/"))
          .satisfies(
              failure -> assertThat(failure.kind()).isEqualTo(ExchangeFailed.Kind.TIMED_OUT));
      assertThat(connection.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void aQuietConnectionIsOpen() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  answer(socket, EMPTY);
                  awaitRequest(socket.getInputStream());
                  write(socket, lines("HTTP/1.1 200 OK|Content-Length: 5||hello"));
                });
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      assertThat(connection.isOpen()).isTrue();
      assertThat(connection.get("/").status()).isEqualTo(200);
      assertThat(connection.isOpen()).isTrue();
      assertThat(connection.get("/").text()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionThatThePeerHasClosedIsNotOpen(boolean reset) throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  answer(socket, EMPTY);
                  socket.setSoLinger(reset, 0);
                });
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      assertThat(connection.get("/").status()).isEqualTo(200);
      peer.awaitEnd();
      assertThat(connection.isOpen()).isFalse();
      assertThat(connection.isReusable()).as("promised all the same").isTrue();
    }
  }

  @Test
  void aByteThatNobodyAskedForIsNotLost() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  answer(socket, EMPTY);
                  write(socket, "x");
                  sent.countDown();
                  answer(socket, EMPTY);
                });
        RawConnection connection = RawConnection.open(peer.port(), BOUND)) {
      assertThat(connection.get("/").status()).isEqualTo(200);
      assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(connection.isOpen()).isFalse();
      assertThat(connection.isOpen()).isFalse();
      assertThatExceptionOfType(ExchangeFailed.class)
          .isThrownBy(() -> connection.get("/"))
          .satisfies(
              failure -> assertThat(failure.kind()).isEqualTo(ExchangeFailed.Kind.MALFORMED));
    }
  }
}
