package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ExchangeFailed.Kind.CUT_OFF;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.MALFORMED;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * One WebSocket over a TCP connection of its own, as RFC 6455 has it, with nothing done unasked: a
 * ping is not answered, nor is a close. Used by one thread at a time, except {@link #close()}.
 */
public final class RawWebSocket implements Closeable {

  /** What makes a request a handshake (RFC 6455, 4.1); the key is the one of 1.3. */
  public static final List<String> HANDSHAKE =
      List.of(
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  /** A close frame without a code (RFC 6455, 7.1.5). */
  private static final int NO_CODE = 1005;

  private static final int SHORT = 126;
  private static final int LONG = 127;
  private static final int LONGEST_FRAME = 64 * 1024 * 1024;

  /** The opcodes that are used here (RFC 6455, 5.2). */
  public enum Opcode {
    TEXT(1),
    BINARY(2),
    CLOSE(8),
    PING(9),
    PONG(10);

    private final int code;

    Opcode(int code) {
      this.code = code;
    }

    private static Opcode of(int code) throws ExchangeFailed {
      for (Opcode opcode : values()) {
        if (opcode.code == code) {
          return opcode;
        }
      }
      throw new ExchangeFailed(MALFORMED, "opcode " + code);
    }
  }

  /**
   * A frame that arrived.
   *
   * @param code of a close frame, otherwise 0
   * @param text of its payload, without the code
   * @param arrived when, on {@link System#nanoTime()}
   */
  public record Frame(Opcode opcode, int code, String text, long arrived) {}

  private final Socket socket;
  private final Deadline deadline;
  private final PushbackInputStream in;
  private final DataInputStream data;

  private RawWebSocket(Socket socket, Deadline deadline) throws IOException {
    this.socket = socket;
    this.deadline = deadline;
    this.in = new PushbackInputStream(new BufferedInputStream(new TimedInput(socket, deadline)));
    this.data = new DataInputStream(in);
  }

  /**
   * Connects to a port of this machine and opens a WebSocket.
   *
   * @param bound for the handshake, and then for each frame
   * @throws ExchangeFailed if it is not accepted, with the head of the answer
   */
  public static RawWebSocket open(int port, String target, Duration bound) throws ExchangeFailed {
    return open(port, target, bound, new byte[0]);
  }

  /**
   * As {@link #open(int, String, Duration)}.
   *
   * @param preface what is sent before the handshake, such as the line of the PROXY protocol
   */
  public static RawWebSocket open(int port, String target, Duration bound, byte[] preface)
      throws ExchangeFailed {
    Deadline deadline = new Deadline(bound);
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      socket.connect(address, deadline.millisLeft());
      RawWebSocket opened = new RawWebSocket(socket, deadline);
      socket.getOutputStream().write(preface);
      opened.shakeHands(target, "localhost:" + port);
      return opened;
    } catch (IOException e) {
      Quietly.close(socket);
      throw ExchangeFailed.of(e);
    }
  }

  private void shakeHands(String target, String host) throws IOException {
    String request = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n";
    request += String.join("\r\n", HANDSHAKE) + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(UTF_8));
    RawHead head = new ResponseReader(in).readHead();
    if (head.status() != 101 || !head.all("Sec-WebSocket-Accept").equals(List.of(ACCEPT))) {
      throw new ExchangeFailed(MALFORMED, "handshake not accepted: " + head);
    }
  }

  /** Sends a text message. */
  public void sendText(String text) throws ExchangeFailed {
    send(Opcode.TEXT, text.getBytes(UTF_8));
  }

  /** Sends a close frame; what follows is for the server to do. */
  public void sendClose(int code) throws ExchangeFailed {
    send(Opcode.CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  private void send(Opcode opcode, byte[] payload) throws ExchangeFailed {
    if (payload.length >= SHORT) {
      throw new IllegalArgumentException("nobody has needed a long frame yet");
    }
    byte[] mask = {0x12, 0x34, 0x56, 0x78}; // A client has to mask (RFC 6455, 5.3).
    ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
    frame.put((byte) (0x80 | opcode.code)).put((byte) (0x80 | payload.length)).put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % 4]));
    }
    try {
      socket.getOutputStream().write(frame.array());
    } catch (IOException e) {
      throw ExchangeFailed.of(e);
    }
  }

  /**
   * Blocks for the next frame, whole.
   *
   * @throws ExchangeFailed if there is none, since the connection has ended or the bound passed
   */
  public Frame receive() throws ExchangeFailed {
    deadline.beginAnew();
    try {
      int first = data.readUnsignedByte();
      int second = data.readUnsignedByte();
      if ((first & 0xF0) != 0x80 || second > LONG) {
        throw new ExchangeFailed(MALFORMED, "a fragment, an extension or a mask");
      }
      return frame(Opcode.of(first & 0x0F), ByteBuffer.wrap(payload(second)));
    } catch (EOFException e) {
      throw new ExchangeFailed(CUT_OFF, "the connection ended without a close frame");
    } catch (IOException e) {
      throw ExchangeFailed.of(e);
    }
  }

  private byte[] payload(int length) throws IOException {
    long actual = length;
    if (length == SHORT) {
      actual = data.readUnsignedShort();
    } else if (length == LONG) {
      actual = data.readLong();
    }
    if (actual < 0 || actual > LONGEST_FRAME) {
      throw new ExchangeFailed(MALFORMED, "a frame of " + actual + " bytes");
    }
    byte[] payload = new byte[(int) actual];
    data.readFully(payload);
    return payload;
  }

  private static Frame frame(Opcode opcode, ByteBuffer payload) {
    int code = 0;
    if (opcode == Opcode.CLOSE) {
      code = payload.hasRemaining() ? Short.toUnsignedInt(payload.getShort()) : NO_CODE;
    }
    return new Frame(opcode, code, UTF_8.decode(payload).toString(), System.nanoTime());
  }

  @Override
  public void close() {
    Quietly.close(socket);
  }
}
