package io.lameduck.tck.harness;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One TCP connection that speaks strict HTTP/1.1: no retry, no reconnect, no redirect, no pool, so
 * that no failure is hidden, as most HTTP clients hide it. Whatever is not a whole, well-formed
 * response is an {@link ExchangeFailed}.
 *
 * <p>One deadline covers a whole exchange, however its bytes trickle in: from the connect, or on a
 * kept connection from the request, to the last byte of the response. Only sending is not bounded;
 * requests are short.
 *
 * <p>Requests can follow each other while {@link #isReusable()}. Used by one thread at a time,
 * except {@link #abort()} and {@link #close()}, which may come from any.
 */
public final class RawConnection implements Closeable {

  private static final int NARROW_BUFFER = 4 * 1024;

  private final SocketChannel channel;
  private final String authority;
  private final Deadline deadline;
  private final PushbackInputStream in;
  private final ResponseReader reader;
  private boolean underWay = true;
  private boolean kept = true;

  private RawConnection(
      SocketChannel channel, String authority, Deadline deadline, InputStream in) {
    this.channel = channel;
    this.authority = authority;
    this.deadline = deadline;
    this.in = new PushbackInputStream(new BufferedInputStream(in));
    this.reader = new ResponseReader(this.in);
  }

  /**
   * Connects to a port of this machine.
   *
   * @param bound for each exchange; the first begins here
   */
  public static RawConnection open(int port, Duration bound) throws ExchangeFailed {
    return open(onThisMachine(port), bound);
  }

  /**
   * Connects.
   *
   * @param bound for each exchange; the first begins here
   */
  public static RawConnection open(InetSocketAddress address, Duration bound)
      throws ExchangeFailed {
    return connect(address, bound, OptionalInt.empty());
  }

  /**
   * Connects to a port of this machine as through a narrow network: takes in no more than so many
   * bytes a second, and the system buffers little for it.
   *
   * @param bound for each exchange; the first begins here
   */
  public static RawConnection openNarrow(int port, Duration bound, int bytesPerSecond)
      throws ExchangeFailed {
    return connect(onThisMachine(port), bound, OptionalInt.of(bytesPerSecond));
  }

  private static InetSocketAddress onThisMachine(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static RawConnection connect(
      InetSocketAddress address, Duration bound, OptionalInt bytesPerSecond) throws ExchangeFailed {
    Deadline deadline = new Deadline(bound);
    SocketChannel channel = newChannel();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (bytesPerSecond.isPresent()) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, NARROW_BUFFER);
      }
      channel.socket().connect(address, deadline.millisLeft());
      InputStream timed = new TimedInput(channel.socket(), deadline);
      return new RawConnection(
          channel,
          address.getHostString() + ":" + address.getPort(),
          deadline,
          bytesPerSecond.isPresent() ? new NarrowInput(timed, bytesPerSecond.getAsInt()) : timed);
    } catch (IOException e) {
      Quietly.close(channel);
      throw ExchangeFailed.of(e);
    }
  }

  private static SocketChannel newChannel() throws ExchangeFailed {
    try {
      return SocketChannel.open();
    } catch (IOException e) {
      throw ExchangeFailed.of(e);
    }
  }

  /**
   * Sends a request without a body and blocks for the whole response.
   *
   * @param target path and query
   * @param headerLines each one {@code Name: value}; {@code Host} is added
   */
  public RawResponse get(String target, String... headerLines) throws ExchangeFailed {
    sendGet(target, headerLines);
    return receive();
  }

  /** Sends what {@link #get} sends and returns without waiting for the response. */
  public void sendGet(String target, String... headerLines) throws ExchangeFailed {
    send("GET", target, headerLines);
  }

  /** As {@link #sendGet}, with another method; there is no body. */
  public void send(String method, String target, String... headerLines) throws ExchangeFailed {
    send(head(method, target, headerLines).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Posts JSON and blocks for the whole response. */
  public RawResponse post(String target, String json) throws ExchangeFailed {
    String length = "Content-Length: " + json.getBytes(StandardCharsets.UTF_8).length;
    String head = head("POST", target, "Content-Type: application/json", length);
    send((head + json).getBytes(StandardCharsets.UTF_8));
    return receive();
  }

  private String head(String method, String target, String... headerLines) {
    String lines = String.join("", Stream.of(headerLines).map(line -> line + "\r\n").toList());
    return method + " " + target + " HTTP/1.1\r\nHost: " + authority + "\r\n" + lines + "\r\n";
  }

  /** Sends a part of the body that the head of the request has announced. */
  public void sendBody(byte[] part) throws ExchangeFailed {
    send(part);
  }

  private void send(byte[] request) throws ExchangeFailed {
    if (!underWay) {
      deadline.beginAnew();
      underWay = true;
    }
    kept = false;
    try {
      channel.socket().getOutputStream().write(request);
    } catch (IOException e) {
      throw ExchangeFailed.of(e);
    }
  }

  /** Blocks for the whole response. */
  public RawResponse receive() throws ExchangeFailed {
    return receiveBody(receiveHead());
  }

  /** Blocks until the head has arrived; {@link #receiveBody} has to follow. */
  public RawHead receiveHead() throws ExchangeFailed {
    try {
      return reader.readHead();
    } catch (IOException e) {
      throw ExchangeFailed.of(e);
    }
  }

  /**
   * Blocks until the body that belongs to this head has arrived, whole. Where it is not {@linkplain
   * RawHead#isDelimited() delimited}, its end is the orderly end of the connection.
   */
  public RawResponse receiveBody(RawHead head) throws ExchangeFailed {
    try {
      byte[] body = reader.readBody(head);
      underWay = false;
      kept = head.isDelimited() && !head.saysClose() && head.version().equals("HTTP/1.1");
      return new RawResponse(head, body);
    } catch (IOException e) {
      throw ExchangeFailed.of(e);
    }
  }

  /**
   * Whether, after the last whole response, the server promised to keep this connection. Says
   * nothing of whether it does: a promise that is broken shows as a failure of the next request.
   */
  public boolean isReusable() {
    return kept && channel.isOpen();
  }

  /**
   * Whether the next request can be sent here, as far as a client can know before it sends: {@link
   * #isReusable()}, and the peer has done nothing since, neither closed nor reset, nor sent a byte
   * that nobody asked for. Does not block.
   */
  public boolean isOpen() {
    return isReusable() && isQuiet();
  }

  private boolean isQuiet() {
    try {
      return in.available() == 0 && readAtOnce() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private int readAtOnce() throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    channel.configureBlocking(false);
    int count = channel.read(one);
    channel.configureBlocking(true);
    if (count > 0) {
      // It came after available() had looked. To have asked must not have changed anything.
      in.unread(one.get(0));
    }
    return count;
  }

  /** Drops the connection with RST, as a client does that has crashed. */
  public void abort() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // Already closed: there is nothing left to abort.
    }
    close();
  }

  @Override
  public void close() {
    Quietly.close(channel);
  }
}
