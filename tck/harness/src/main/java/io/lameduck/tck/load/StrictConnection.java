package io.lameduck.tck.load;

import static io.lameduck.tck.load.Outcome.Kind.OTHER;
import static io.lameduck.tck.load.Outcome.Kind.REFUSED;
import static io.lameduck.tck.load.Outcome.Kind.RESET;
import static io.lameduck.tck.load.Outcome.Kind.TIMED_OUT;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection of a client that hides nothing: no retry, no reconnect, no redirect.
 *
 * <p>The harness has a connection of its own for tests that look into responses. This one exists
 * for what a load needs on top: it can tell, before it sends, that the peer has closed, and one
 * deadline covers the whole request.
 */
final class StrictConnection implements Closeable {

  private final SocketChannel channel;
  private final Duration timeout;
  private final byte[] hostField;
  private final TimedInput in;
  private boolean kept = true;

  private StrictConnection(SocketChannel channel, int port, Duration timeout) throws IOException {
    this.channel = channel;
    this.timeout = timeout;
    this.hostField =
        (" HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    this.in = new TimedInput(channel.socket());
  }

  /** Connects to a port of the loopback interface. */
  static StrictConnection open(int port, Duration timeout) throws RequestFailed {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      Socket socket = channel.socket();
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          Math.toIntExact(timeout.toMillis()));
      return new StrictConnection(channel, port, timeout);
    } catch (IOException e) {
      closeQuietly(channel);
      throw failure(e);
    }
  }

  /** Sends a GET and blocks for the whole response; returns its status. */
  int get(String path, long start) throws RequestFailed {
    kept = false;
    in.startTimer(start, timeout);
    try {
      channel.socket().getOutputStream().write(request(path));
      ResponseParser response = new ResponseParser(in);
      int status = response.read();
      kept = !response.saysClose();
      return status;
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Whether the next request can be sent here, as far as a client can know before it sends. */
  boolean isOpen() {
    return kept && !closedByPeer();
  }

  private boolean closedByPeer() {
    try {
      channel.configureBlocking(false);
      int read = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      // A byte that nobody asked for cannot be part of the next response either.
      return read != 0 || in.hasBuffered();
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private byte[] request(String path) {
    byte[] line = ("GET " + path).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(line.length + hostField.length).put(line).put(hostField).array();
  }

  private static RequestFailed failure(IOException e) {
    if (e instanceof RequestFailed known) {
      return known;
    }
    if (e instanceof SocketTimeoutException) {
      return new RequestFailed(TIMED_OUT, e);
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("reset") || message.contains("Broken pipe")) {
      return new RequestFailed(RESET, e);
    }
    return new RequestFailed(e instanceof ConnectException ? REFUSED : OTHER, e);
  }

  private static void closeQuietly(java.nio.channels.@org.jspecify.annotations.Nullable Channel c) {
    try {
      if (c != null) {
        c.close();
      }
    } catch (IOException e) {
      // Nothing more can be done with it, and nothing more is wanted of it.
    }
  }
}
