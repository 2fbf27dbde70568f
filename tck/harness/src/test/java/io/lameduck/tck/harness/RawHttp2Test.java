package io.lameduck.tck.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Frames are in hexadecimal: type, flags, stream, payload (RFC 9113, 4.1). 88 is {@code :status:
 * 200}, 8d is 404; 00 begins a literal field (RFC 7541, appendix A and 6.2.2).
 */
class RawHttp2Test {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final String SETTINGS = "04 00 00";
  private static final int HEADERS = 1;
  private static final int PING = 6;
  private static final int WINDOW_UPDATE = 8;

  /** Sends these frames after the first request, and then nothing more. */
  private static ScriptedPeer sending(String frames) throws IOException {
    return new ScriptedPeer(
        socket -> {
          DataInputStream in = begin(socket);
          readTo(HEADERS, in);
          write(socket, frames);
          // Closing before all is read would be a RST.
          in.transferTo(OutputStream.nullOutputStream());
        });
  }

  /** Sends these frames after the first request, and then closes. */
  private static ScriptedPeer sendingAtLast(String frames) throws IOException {
    return new ScriptedPeer(
        socket -> {
          DataInputStream in = begin(socket);
          readTo(HEADERS, in);
          write(socket, frames);
          socket.shutdownOutput();
          in.transferTo(OutputStream.nullOutputStream());
        });
  }

  private static DataInputStream begin(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] preface = in.readNBytes(24);
    assertThat(new String(preface, StandardCharsets.US_ASCII)).startsWith("PRI * HTTP/2.0");
    write(socket, SETTINGS);
    return in;
  }

  /** Reads up to a frame of that type, and returns what it carries. */
  private static byte[] readTo(int type, DataInputStream in) throws IOException {
    while (true) {
      int lengthAndType = in.readInt();
      in.skipNBytes(5);
      byte[] payload = in.readNBytes(lengthAndType >>> 8);
      if ((lengthAndType & 0xFF) == type) {
        return payload;
      }
    }
  }

  /** Frames with {@code ;} between them. */
  private static void write(Socket socket, String frames) throws IOException {
    for (String frame : frames.split(";", -1)) {
      String[] parts = frame.trim().split("\\s+", 4);
      String payload = parts.length == 4 ? parts[3].replace(" ", "") : "";
      String all = "%06x%s%s%08x%s";
      byte[] bytes =
          HexFormat.of()
              .parseHex(
                  all.formatted(
                      payload.length() / 2,
                      parts[0],
                      parts[1],
                      Integer.parseInt(parts[2]),
                      payload));
      socket.getOutputStream().write(bytes);
    }
  }

  private static ExchangeFailed failure(CompletableFuture<?> answer)
      throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("no failure: " + answer.get(10, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return (ExchangeFailed) Objects.requireNonNull(e.getCause());
    }
  }

  /** An interim head; one with a priority, in two frames; a body of two, the first with padding. */
  @Test
  void readsAResponseInParts() throws IOException {
    String frames =
        "01 04 1 08 03 313033; 01 20 1 0000000000 88; 09 04 1 00 03 612d62 01 78;"
            + "00 08 1 02 68656c6c6f 0000; 00 01 1 21";
    try (ScriptedPeer peer = sending(frames);
        RawHttp2 client = RawHttp2.open(peer.port(), BOUND)) {
      RawResponse response = client.get("/").join();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("hello!");
      assertThat(response.header("a-b")).contains("x");
    }
  }

  @Test
  void severalAreUnderWayAtATime() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  DataInputStream in = begin(socket);
                  readTo(HEADERS, in);
                  readTo(HEADERS, in);
                  write(socket, "01 05 3 8d; 01 04 1 88; 00 01 1 68656c6c6f");
                });
        RawHttp2 client = RawHttp2.open(peer.port(), BOUND)) {
      CompletableFuture<RawResponse> first = client.get("/first");
      CompletableFuture<RawResponse> second = client.get("/second", "User-Agent: test");
      assertThat(second.join().status()).isEqualTo(404);
      assertThat(first.join().text()).isEqualTo("hello");
      peer.awaitEnd();
    }
  }

  @Test
  void afterAnUpgradeTheFirstRequestIsTheOneThatAskedForIt() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  String head = RawHttp2.readHead(socket.getInputStream());
                  assertThat(head).startsWith("GET /first HTTP/1.1\r\n").contains("Upgrade: h2c");
                  String switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n";
                  socket.getOutputStream().write(switching.getBytes(StandardCharsets.US_ASCII));
                  DataInputStream in = begin(socket);
                  readTo(HEADERS, in);
                  write(socket, "01 05 1 88; 01 05 3 8d");
                });
        RawHttp2 client = RawHttp2.upgrade(peer.port(), BOUND, "/first")) {
      assertThat(client.get("/second").join().status()).isEqualTo(404);
      peer.awaitEnd();
    }
  }

  /** So a server that respects the windows can send more than their first size. */
  @Test
  void aWindowIsGrantedForWhatHasArrived() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  DataInputStream in = begin(socket);
                  readTo(HEADERS, in);
                  String data = "00 00 1 " + "61".repeat(16_000);
                  write(socket, "01 04 1 88; %s; %s; %s".formatted(data, data, data));
                  for (int i = 0; i < 3; i++) {
                    assertThat(readTo(WINDOW_UPDATE, in)).containsExactly(0, 0, 0x3E, 0x80);
                  }
                  assertThat(readTo(WINDOW_UPDATE, in)).containsExactly(0, 0, 0xBB, 0x80);
                  write(socket, "00 01 1");
                });
        RawHttp2 client = RawHttp2.open(peer.port(), BOUND)) {
      assertThat(client.get("/").join().length()).isEqualTo(48_000);
      peer.awaitEnd();
    }
  }

  @Test
  void pingsAreSentAndAnswered() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  DataInputStream in = begin(socket);
                  write(socket, "06 01 0 " + HexFormat.of().formatHex(readTo(PING, in)));
                  write(socket, "06 00 0 0102030405060708");
                  assertThat(readTo(PING, in)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
                });
        RawHttp2 client = RawHttp2.open(peer.port(), BOUND)) {
      client.ping();
      peer.awaitEnd();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          01 05 1 88 00 0a 636f6e6e656374696f6e 05 636c6f7365 | connection: close
          01 05 1 88 00 01 41 01 78                           | the field name A
          01 05 1 88 88                                       | the field name :status
          01 05 1 00 01 61 01 78                              | the status null
          00 01 1 21                                          | a body without a head
          01 04 1 88; 01 04 1 88                              | a second head
          01 05 3 88                                          | nobody has asked
          05 04 1 00000002 88                                 | a push
          01 05 1 be                                          | a block of fields
          07 00 0                                             | too short
          """)
  void whatTheStandardForbidsIsMalformed(String frames, String message) throws Exception {
    try (ScriptedPeer peer = sending(frames);
        RawHttp2 client = RawHttp2.open(peer.port(), BOUND)) {
      ExchangeFailed failure = failure(client.get("/"));
      assertThat(failure.kind()).isEqualTo(ExchangeFailed.Kind.MALFORMED);
      assertThat(failure).hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          01 04 1 88; 00 00 1 68                    | CUT_OFF
          01 05 1 88 0f 0d 01 35                    | CUT_OFF
          07 00 0 00000001 00000000                 | NO_RESPONSE
          07 00 0 00000000 00000000                 | GOING_AWAY
          03 00 1 00000007                          | RESET
          """)
  void everythingButAWholeResponseIsAFailure(String frames, ExchangeFailed.Kind kind)
      throws Exception {
    try (ScriptedPeer peer = sendingAtLast(frames);
        RawHttp2 client = RawHttp2.open(peer.port(), BOUND)) {
      assertThat(failure(client.get("/")).kind()).isEqualTo(kind);
    }
  }

  @Test
  void afterGoAwayNothingIsSent() throws Exception {
    try (ScriptedPeer peer = sending("07 00 0 00000001 00000000; 01 05 1 88");
        RawHttp2 client = RawHttp2.open(peer.port(), BOUND)) {
      assertThat(client.get("/").join().status()).isEqualTo(200);
      assertThat(failure(client.get("/")).kind()).isEqualTo(ExchangeFailed.Kind.GOING_AWAY);
      assertThat(client.goAway()).map(RawHttp2.GoAway::lastStream).contains(1);
      assertThat(client.end()).isNotDone();
    }
  }

  @Test
  void whatNeverComesIsAFailure() throws Exception {
    try (ScriptedPeer peer = sending("01 04 1 88");
        RawHttp2 client = RawHttp2.open(peer.port(), Duration.ofMillis(500))) {
      assertThat(failure(client.get("/")).kind()).isEqualTo(ExchangeFailed.Kind.TIMED_OUT);
    }
  }
}
