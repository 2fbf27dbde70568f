package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ScriptedPeer.answer;
import static io.lameduck.tck.harness.ScriptedPeer.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lameduck.tck.harness.RawWebSocket.Opcode;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The frames in hexadecimal are those of RFC 6455, 5.7, or made like them. */
class RawWebSocketTest {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final String ACCEPTED =
      lines(
          "HTTP/1.1 101 Switching Protocols|Upgrade: websocket|Connection: Upgrade|"
              + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=||");

  private static ScriptedPeer sending(String hex) throws IOException {
    return new ScriptedPeer(
        socket -> {
          answer(socket, ACCEPTED);
          socket.getOutputStream().write(HexFormat.of().parseHex(hex));
        });
  }

  @Test
  void readsMessagesAndTheClose() throws IOException {
    String hello = "810548656c6c6f";
    try (ScriptedPeer peer = sending(hello + "817e0100" + "61".repeat(256) + "880403e96279");
        RawWebSocket client = RawWebSocket.open(peer.port(), "/", BOUND)) {
      assertThat(client.receive().text()).isEqualTo("Hello");
      assertThat(client.receive().text()).isEqualTo("a".repeat(256));
      RawWebSocket.Frame close = client.receive();
      assertThat(close.opcode()).isEqualTo(Opcode.CLOSE);
      assertThat(close.code()).isEqualTo(1001);
      assertThat(close.text()).isEqualTo("by");
    }
  }

  @Test
  void masksWhatItSends() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(
                socket -> {
                  answer(socket, ACCEPTED);
                  byte[] frame = socket.getInputStream().readNBytes(8);
                  assertThat(HexFormat.of().formatHex(frame)).isEqualTo("8182123456785a5d");
                });
        RawWebSocket client = RawWebSocket.open(peer.port(), "/", BOUND)) {
      client.sendText("Hi");
      peer.awaitEnd();
    }
  }

  @Test
  void anEndWithoutACloseFrameIsAFailure() throws IOException {
    try (ScriptedPeer peer = sending("");
        RawWebSocket client = RawWebSocket.open(peer.port(), "/", BOUND)) {
      assertThatExceptionOfType(ExchangeFailed.class)
          .isThrownBy(client::receive)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(ExchangeFailed.Kind.CUT_OFF));
    }
  }

  @Test
  void aRefusedHandshakeIsAFailure() throws IOException {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            s -> answer(s, lines("HTTP/1.1 503 Service Unavailable|Content-Length: 0||")))) {
      assertThatExceptionOfType(ExchangeFailed.class)
          .isThrownBy(() -> RawWebSocket.open(peer.port(), "/", BOUND))
          .withMessageContaining("503");
    }
  }
}
