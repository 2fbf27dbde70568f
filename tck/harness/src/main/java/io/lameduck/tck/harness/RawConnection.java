package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ExchangeFailed.Kind.MALFORMED;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One TCP connection that speaks strict HTTP/1.1: no retry, no reconnect, no pool, so that no
 * failure is hidden, as most HTTP clients hide it. Whatever is not a whole, well-formed response is
 * an {@link ExchangeFailed}.
 *
 * <p>Requests can follow each other while {@link #isReusable()}. Used by one thread at a time,
 * except {@link #abort()} and {@link #close()}, which may come from any.
 */
public final class RawConnection implements Closeable {

  private static final int NARROW_BUFFER = 4 * 1024;

  private final Socket socket;
  private final String authority;
  private final ResponseReader reader;
  private boolean headOnly;
  private boolean reusable = true;

  private RawConnection(Socket socket, String authority, InputStream in) {
    this.socket = socket;
    this.authority = authority;
    this.reader = new ResponseReader(new BufferedInputStream(in));
  }

  /**
   * Connects to a port of this machine.
   *
   * @param bound for connecting, and afterwards the longest silence that is waited through in each
   *     read
   */
  public static RawConnection open(int port, Duration bound) throws ExchangeFailed {
    return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), bound);
  }

  /**
   * Connects.
   *
   * @param bound for connecting, and afterwards the longest silence that is waited through in each
   *     read
   */
  public static RawConnection open(InetSocketAddress address, Duration bound)
      throws ExchangeFailed {
    Socket socket = new Socket();
    return connect(socket, address, bound, socket::getInputStream);
  }

  /**
   * Connects to a port of this machine as through a narrow network: takes in no more than so many
   * bytes a second, and the system buffers little for it.
   *
   * @param bound as in {@link #open(int, Duration)}
   */
  public static RawConnection openNarrow(int port, Duration bound, int bytesPerSecond)
      throws ExchangeFailed {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(NARROW_BUFFER);
    } catch (SocketException e) {
      throw failure(e);
    }
    return connect(
        socket,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        bound,
        () -> new NarrowInput(socket.getInputStream(), bytesPerSecond));
  }

  private static RawConnection connect(
      Socket socket, InetSocketAddress address, Duration bound, Read<InputStream> input)
      throws ExchangeFailed {
    int millis = Math.toIntExact(bound.toMillis());
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, millis);
      socket.setSoTimeout(millis);
      String authority = address.getHostString() + ":" + address.getPort();
      return new RawConnection(socket, authority, input.run());
    } catch (IOException e) {
      closeQuietly(socket);
      throw failure(e);
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
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
    request.append("Host: ").append(authority).append("\r\n");
    for (String line : headerLines) {
      request.append(line).append("\r\n");
    }
    send(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends these bytes as they are. */
  public void send(byte[] request) throws ExchangeFailed {
    headOnly =
        request.length > 5
            && new String(request, 0, 5, StandardCharsets.ISO_8859_1).equals("HEAD ");
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      reusable = false;
      throw failure(e);
    }
  }

  /** Blocks for the whole response. */
  public RawResponse receive() throws ExchangeFailed {
    return receiveBody(receiveHead());
  }

  /** Blocks until the head has arrived; {@link #receiveBody} has to follow. */
  public RawHead receiveHead() throws ExchangeFailed {
    return guarded(reader::readHead);
  }

  /** Blocks until the body that belongs to this head has arrived, whole. */
  public RawResponse receiveBody(RawHead head) throws ExchangeFailed {
    byte[] body = guarded(() -> headOnly ? new byte[0] : reader.readBody(head));
    reusable = reader.isDelimited() && !head.saysClose() && head.version().equals("HTTP/1.1");
    return new RawResponse(head, body);
  }

  /** Whether, after the last response, the server promised to keep this connection. */
  public boolean isReusable() {
    return reusable && !socket.isClosed();
  }

  /** Drops the connection with RST, as a client does that has crashed. */
  public void abort() {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // Already closed: there is nothing left to abort.
    }
    close();
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  private interface Read<T> {
    T run() throws IOException;
  }

  private <T> T guarded(Read<T> read) throws ExchangeFailed {
    boolean done = false;
    try {
      T result = read.run();
      done = true;
      return result;
    } catch (ExchangeFailed e) {
      throw e;
    } catch (NumberFormatException e) {
      throw new ExchangeFailed(MALFORMED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw failure(e);
    } finally {
      if (!done) {
        reusable = false;
      }
    }
  }

  private static ExchangeFailed failure(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return new ExchangeFailed(ExchangeFailed.Kind.TIMEOUT, e);
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("reset") || message.contains("Broken pipe")) {
      return new ExchangeFailed(ExchangeFailed.Kind.RESET, e);
    }
    if (e instanceof ConnectException) {
      return new ExchangeFailed(ExchangeFailed.Kind.REFUSED, e);
    }
    return new ExchangeFailed(ExchangeFailed.Kind.OTHER, e);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done with it, and nothing more is wanted of it.
    }
  }
}
