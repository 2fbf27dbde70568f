package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ExchangeFailed.Kind.MALFORMED;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.NO_RESPONSE;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.TIMED_OUT;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.util.ByteArrayBuffer;

/**
 * One connection that speaks strict HTTP/2, cleartext with prior knowledge (RFC 9113, 3.3), after
 * an upgrade, or TLS, many requests at a time: no retry, no reconnect, no redirect, so that no
 * failure is hidden. Whatever is not a whole, well-formed response is an {@link ExchangeFailed};
 * with a connection-specific header field a response is malformed (RFC 9113, 8.2.2).
 *
 * <p>Frames and HPACK are a library's; what is done with them is not. A thread of its own reads.
 * All methods may come from any thread.
 */
public final class RawHttp2 implements Closeable {

  /**
   * A GOAWAY that arrived.
   *
   * @param lastStream the last one that the server has served or will serve
   * @param error its name in RFC 9113, 7
   * @param arrived when, on {@link System#nanoTime()}
   */
  public record GoAway(int lastStream, String error, long arrived) {}

  private static final FrameFactory FRAMES = DefaultFrameFactory.INSTANCE;
  private static final int NARROW_BUFFER = 4 * 1024;

  /** The request that asks for the upgrade, with the settings of {@link #begin}. */
  private static final String UPGRADE =
      """
      GET %s HTTP/1.1\r
      Host: localhost:%d\r
      Connection: Upgrade, HTTP2-Settings\r
      Upgrade: h2c\r
      HTTP2-Settings: AAIAAAAA\r
      \r
      """;

  private static final int UPGRADE_STREAM = 1;

  private final Http2Frames frames;
  private final Http2Reader reader;
  private final String scheme;
  private final String authority;
  private final Duration bound;
  private int nextStream = 1;
  private long nextPing;

  private RawHttp2(Http2Frames frames, String scheme, String authority, Duration bound) {
    this.frames = frames;
    this.reader = new Http2Reader(frames);
    this.scheme = scheme;
    this.authority = authority;
    this.bound = bound;
  }

  /**
   * Connects to a port of this machine, and blocks until the server has sent its settings.
   *
   * @param bound for that, and for each exchange
   */
  public static RawHttp2 open(int port, Duration bound) throws ExchangeFailed {
    return connect(port, bound, false, OptionalInt.empty());
  }

  /** As {@link #open}, over TLS, with whatever certificate the server has. */
  public static RawHttp2 openTls(int port, Duration bound) throws ExchangeFailed {
    return connect(port, bound, true, OptionalInt.empty());
  }

  /**
   * As {@link #open}, as through a narrow network: takes in no more than so many bytes a second,
   * and grants the server a window only for what has been taken in.
   */
  public static RawHttp2 openNarrow(int port, Duration bound, int bytesPerSecond)
      throws ExchangeFailed {
    return connect(port, bound, false, OptionalInt.of(bytesPerSecond));
  }

  /**
   * As {@link #open}, by an upgrade from HTTP/1.1 (RFC 7540, 3.2): a GET asks for it, and is
   * answered as stream 1.
   *
   * @param target path and query of that GET
   */
  public static RawHttp2 upgrade(int port, Duration bound, String target) throws ExchangeFailed {
    Socket socket = new Socket();
    try {
      connect(socket, port, bound);
      socket.setSoTimeout((int) bound.toMillis());
      socket
          .getOutputStream()
          .write(UPGRADE.formatted(target, port).getBytes(StandardCharsets.US_ASCII));
      String head = readHead(socket.getInputStream());
      if (!head.startsWith("HTTP/1.1 101 ")) {
        throw new ExchangeFailed(MALFORMED, "no upgrade: " + head);
      }
      socket.setSoTimeout(0);
      Http2Frames frames = new Http2Frames(socket, socket.getInputStream());
      RawHttp2 opened = new RawHttp2(frames, "http", "localhost:" + port, bound);
      opened.nextStream = UPGRADE_STREAM + 2;
      opened.reader.expect(UPGRADE_STREAM, new Http2Stream());
      opened.begin();
      return opened;
    } catch (IOException e) {
      Quietly.close(socket);
      throw ExchangeFailed.of(e);
    }
  }

  /** Byte by byte: what follows is not HTTP/1.1. */
  static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new ExchangeFailed(NO_RESPONSE, "closed after " + head);
      }
      head.append((char) read);
    }
    return head.toString();
  }

  private static void connect(Socket socket, int port, Duration bound) throws IOException {
    socket.setTcpNoDelay(true);
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    socket.connect(address, (int) bound.toMillis());
  }

  private static RawHttp2 connect(int port, Duration bound, boolean tls, OptionalInt bytesPerSecond)
      throws ExchangeFailed {
    Socket socket = new Socket();
    try {
      if (bytesPerSecond.isPresent()) {
        socket.setReceiveBufferSize(NARROW_BUFFER);
      }
      connect(socket, port, bound);
      if (tls) {
        socket = TrustingTls.http2(socket, port);
      }
      InputStream in = socket.getInputStream();
      if (bytesPerSecond.isPresent()) {
        in = new NarrowInput(in, bytesPerSecond.getAsInt());
      }
      RawHttp2 opened =
          new RawHttp2(
              new Http2Frames(socket, in), tls ? "https" : "http", "localhost:" + port, bound);
      opened.begin();
      return opened;
    } catch (IOException e) {
      Quietly.close(socket);
      throw ExchangeFailed.of(e);
    }
  }

  private void begin() throws ExchangeFailed {
    frames.write(FRAMES.createSettings(new H2Setting(H2Param.ENABLE_PUSH, 0)));
    Thread thread = new Thread(reader, "http2 " + authority);
    thread.setDaemon(true);
    thread.start();
    await(reader.settings());
  }

  /**
   * Sends a GET on a stream of its own; returns at once.
   *
   * @param target path and query
   * @param headerLines each one {@code Name: value}
   * @return the whole response, or an {@link ExchangeFailed}, after the bound at the latest
   */
  public CompletableFuture<RawResponse> get(String target, String... headerLines) {
    return request("GET", target, new byte[0], headerLines);
  }

  /**
   * As {@link #get}, with this method, and a body that fits into one frame; none if it is empty.
   */
  public CompletableFuture<RawResponse> request(
      String method, String target, byte[] body, String... headerLines) {
    return request(true, method, target, body, headerLines);
  }

  /** As {@link #get}, as a client does whose request and the server's GOAWAY cross. */
  public CompletableFuture<RawResponse> getInSpiteOfGoAway(String target) {
    return request(false, "GET", target, new byte[0]);
  }

  private CompletableFuture<RawResponse> request(
      boolean heeds, String method, String target, byte[] body, String... headerLines) {
    Http2Stream stream = new Http2Stream(method.equals("HEAD"));
    try {
      int unused = send(stream, heeds, method, target, body, body.length, headerLines);
    } catch (IOException e) {
      stream.onFailure(ExchangeFailed.of(e));
    }
    return inTime(stream.response());
  }

  /**
   * As {@link #request}, a POST of which the first byte of the body is sent now.
   *
   * @param then when the rest follows, by the thread that completes it
   */
  public CompletableFuture<RawResponse> post(
      String target, byte[] body, CompletableFuture<Void> then) {
    Http2Stream stream = new Http2Stream(false);
    try {
      String length = "content-length: " + body.length;
      int id = send(stream, true, "POST", target, body, 1, length);
      CompletableFuture<Void> unused =
          then.thenRun(
              () -> {
                try {
                  ByteBuffer rest = ByteBuffer.wrap(body, 1, body.length - 1);
                  frames.write(FRAMES.createData(id, rest, true));
                } catch (ExchangeFailed e) {
                  stream.onFailure(e);
                }
              });
    } catch (IOException e) {
      stream.onFailure(ExchangeFailed.of(e));
    }
    return inTime(stream.response());
  }

  /** Says GOAWAY, as a client may that opens no more streams; those that run go on. */
  public void sayGoAway() throws ExchangeFailed {
    frames.write(FRAMES.createGoAway(0, H2Error.NO_ERROR, "no more streams"));
  }

  /**
   * Streams have to begin in the order of their numbers (RFC 9113, 5.1.1).
   *
   * @param first how much of the body is sent now
   */
  private synchronized int send(
      Http2Stream stream,
      boolean heeds,
      String method,
      String target,
      byte[] body,
      int first,
      String... headerLines)
      throws IOException {
    ByteArrayBuffer block = new ByteArrayBuffer(256);
    HPackEncoder encoder = new HPackEncoder(0, StandardCharsets.US_ASCII);
    // The last argument: a literal that no table keeps (RFC 7541, 6.2.3).
    encoder.encodeHeader(block, ":method", method, true);
    encoder.encodeHeader(block, ":scheme", scheme, true);
    encoder.encodeHeader(block, ":authority", authority, true);
    encoder.encodeHeader(block, ":path", target, true);
    for (String line : headerLines) {
      String[] field = line.split(": ", 2);
      encoder.encodeHeader(block, field[0].toLowerCase(Locale.ROOT), field[1], true);
    }
    int id = nextStream;
    nextStream += 2;
    if (heeds) {
      reader.expect(id, stream);
    } else {
      reader.expectAnyway(id, stream);
    }
    if (!stream.response().isDone()) {
      ByteBuffer fields = ByteBuffer.wrap(block.array(), 0, block.length());
      frames.write(FRAMES.createHeaders(id, fields, true, body.length == 0));
      if (body.length > 0) {
        ByteBuffer part = ByteBuffer.wrap(body, 0, first);
        frames.write(FRAMES.createData(id, part, first == body.length));
      }
    }
    return id;
  }

  /** Sends a PING and blocks for its answer: by then all that was sent before has arrived. */
  public void ping() throws ExchangeFailed {
    CompletableFuture<Void> answered;
    synchronized (this) {
      long number = nextPing++;
      answered = reader.expectPing(number);
      frames.write(FRAMES.createPing(ByteBuffer.allocate(Long.BYTES).putLong(0, number)));
    }
    await(answered);
  }

  /** The last GOAWAY so far; a server may send several (RFC 9113, 6.8). */
  public Optional<GoAway> goAway() {
    List<GoAway> all = reader.goAways();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** All of them so far. */
  public List<GoAway> goAways() {
    return reader.goAways();
  }

  /** Type, flags, stream and length of each frame that the server has sent so far. */
  public List<String> frameHeads() {
    return reader.frameHeads();
  }

  /** Done when nothing more can come, with the reason. */
  public CompletableFuture<ExchangeFailed> end() {
    return reader.end();
  }

  @Override
  public void close() {
    frames.close();
  }

  private <T> CompletableFuture<T> inTime(CompletableFuture<T> answer) {
    String late = "no end after " + bound;
    return answer
        .orTimeout(bound.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            e ->
                CompletableFuture.failedFuture(
                    e instanceof TimeoutException ? new ExchangeFailed(TIMED_OUT, late) : e));
  }

  private void await(CompletableFuture<Void> answer) throws ExchangeFailed {
    try {
      inTime(answer).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ExchangeFailed failed
          ? failed
          : ExchangeFailed.of(new IOException(e));
    }
  }
}
