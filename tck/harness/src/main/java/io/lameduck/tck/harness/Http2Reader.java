package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ExchangeFailed.Kind.GOING_AWAY;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.MALFORMED;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.RESET;

import io.lameduck.tck.harness.RawHttp2.GoAway;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackDecoder;

/**
 * Reads the frames of one connection until it ends, gives each stream what is its own, and answers
 * what a client has to answer. {@link #run} belongs to one thread, all else to any.
 */
final class Http2Reader implements Runnable {

  private static final FrameFactory FRAMES = DefaultFrameFactory.INSTANCE;

  /** SETTINGS_HEADER_TABLE_SIZE, as it is where nobody says anything else (RFC 9113, 6.5.2). */
  private static final int TABLE_SIZE = 4096;

  /** Of the fields of a HEADERS frame that carries a priority (RFC 9113, 6.2). */
  private static final int PRIORITY_LENGTH = 5;

  private final Http2Frames frames;
  private final HPackDecoder decoder = new HPackDecoder(TABLE_SIZE, StandardCharsets.US_ASCII);
  private final ByteArrayOutputStream fieldBlock = new ByteArrayOutputStream();
  private final Map<Integer, Http2Stream> streams = new ConcurrentHashMap<>();
  private final Map<Long, CompletableFuture<Void>> pings = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> settings = new CompletableFuture<>();
  private final CompletableFuture<ExchangeFailed> end = new CompletableFuture<>();
  private final List<GoAway> goAways = new CopyOnWriteArrayList<>();
  private final Queue<String> frameHeads = new ConcurrentLinkedQueue<>();
  private boolean lastFields;

  Http2Reader(Http2Frames frames) {
    this.frames = frames;
  }

  /** Done when the server has sent its settings. */
  CompletableFuture<Void> settings() {
    return settings;
  }

  /** Done when nothing more can be read, with the reason. */
  CompletableFuture<ExchangeFailed> end() {
    return end;
  }

  /** All that arrived, in their order. */
  List<GoAway> goAways() {
    return goAways;
  }

  /** Type, flags, stream and length of each frame that arrived. */
  List<String> frameHeads() {
    return List.copyOf(frameHeads);
  }

  /** To be called before the request is sent. */
  void expect(int id, Http2Stream stream) {
    expectAnyway(id, stream);
    // After one that sets no bound the server serves on (RFC 9113, 6.8).
    if (goAways.stream().anyMatch(gone -> id > gone.lastStream())) {
      stream.onFailure(new ExchangeFailed(GOING_AWAY, "the server has said GOAWAY before"));
    }
  }

  /** As {@link #expect}, as if no GOAWAY had arrived yet. */
  void expectAnyway(int id, Http2Stream stream) {
    streams.put(id, stream);
    // The end may have come before it was there to be told.
    CompletableFuture<Void> unused = end.thenAccept(stream::onFailure);
  }

  /** To be called before the PING is sent; done when it is answered. */
  CompletableFuture<Void> expectPing(long number) {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    pings.put(number, answered);
    CompletableFuture<Void> unused = end.thenAccept(answered::completeExceptionally);
    return answered;
  }

  @Override
  public void run() {
    try {
      while (true) {
        onFrame(frames.read());
      }
    } catch (ExchangeFailed e) {
      frames.close();
      end.complete(e);
      settings.completeExceptionally(e);
      streams.values().forEach(stream -> stream.onFailure(e));
    }
  }

  private void onFrame(RawFrame frame) throws ExchangeFailed {
    frameHeads.add(
        "type %d, flags %d, stream %d, %d bytes"
            .formatted(frame.getType(), frame.getFlags(), frame.getStreamId(), frame.getLength()));
    FrameType type = FrameType.valueOf(frame.getType());
    if (type == null) {
      return; // To be ignored (RFC 9113, 5.5).
    }
    switch (type) {
      case DATA -> onData(frame);
      case HEADERS -> {
        lastFields = frame.isFlagSet(FrameFlag.END_STREAM);
        fieldBlock.reset();
        ByteBuffer fields = content(frame);
        if (frame.isFlagSet(FrameFlag.PRIORITY)) {
          fields.position(fields.position() + PRIORITY_LENGTH);
        }
        onFields(frame, fields);
      }
      case CONTINUATION -> onFields(frame, content(frame));
      case RST_STREAM ->
          of(frame).onFailure(new ExchangeFailed(RESET, "RST_STREAM " + error(payload(frame))));
      case SETTINGS -> {
        if (!frame.isFlagSet(FrameFlag.ACK)) {
          frames.write(FRAMES.createSettingsAck());
          settings.complete(null);
        }
      }
      case PING -> onPing(frame);
      case GOAWAY -> onGoAway(payload(frame));
      case PUSH_PROMISE -> throw new ExchangeFailed(MALFORMED, "a push, which is disabled");
      default -> {} // Priorities are not used, and requests need no window.
    }
  }

  private void onData(RawFrame frame) throws ExchangeFailed {
    int length = frame.getLength();
    boolean last = frame.isFlagSet(FrameFlag.END_STREAM);
    of(frame).onData(content(frame), last);
    if (length > 0) {
      // Padding counts too (RFC 9113, 6.9.1).
      frames.write(FRAMES.createWindowUpdate(0, length));
      int taken = of(frame).takenIn(length);
      if (!last && taken > 0) {
        frames.write(FRAMES.createWindowUpdate(frame.getStreamId(), taken));
      }
    }
  }

  private void onFields(RawFrame frame, ByteBuffer part) throws ExchangeFailed {
    while (part.hasRemaining()) {
      fieldBlock.write(part.get());
    }
    if (frame.isFlagSet(FrameFlag.END_HEADERS)) {
      try {
        of(frame)
            .onFields(decoder.decodeHeaders(ByteBuffer.wrap(fieldBlock.toByteArray())), lastFields);
      } catch (HttpException | RuntimeException e) {
        // The library lets some faults of the peer out as exceptions of Java's collections.
        throw new ExchangeFailed(MALFORMED, "a block of fields: " + e);
      }
    }
  }

  private void onPing(RawFrame frame) throws ExchangeFailed {
    ByteBuffer data = payload(frame);
    if (!frame.isFlagSet(FrameFlag.ACK)) {
      frames.write(FRAMES.createPingAck(data));
      return;
    }
    CompletableFuture<Void> answered = pings.remove(data.getLong());
    if (answered != null) {
      answered.complete(null);
    }
  }

  private void onGoAway(ByteBuffer payload) {
    int lastStream = payload.getInt() & Integer.MAX_VALUE;
    GoAway gone = new GoAway(lastStream, error(payload), System.nanoTime());
    goAways.add(gone);
    streams.forEach(
        (id, stream) -> {
          if (id > lastStream) {
            stream.onFailure(new ExchangeFailed(GOING_AWAY, "stream " + id + ", " + gone));
          }
        });
  }

  private Http2Stream of(RawFrame frame) throws ExchangeFailed {
    Http2Stream stream = streams.get(frame.getStreamId());
    if (stream == null) {
      throw new ExchangeFailed(MALFORMED, "nobody has asked for " + frame);
    }
    return stream;
  }

  private static ByteBuffer content(RawFrame frame) {
    ByteBuffer content = frame.getPayloadContent();
    return content == null ? ByteBuffer.allocate(0) : content;
  }

  private static ByteBuffer payload(RawFrame frame) throws ExchangeFailed {
    ByteBuffer payload = frame.getPayload();
    if (payload == null || payload.remaining() < Integer.BYTES) {
      throw new ExchangeFailed(MALFORMED, "too short: " + frame);
    }
    return payload;
  }

  private static String error(ByteBuffer payload) {
    int code = payload.getInt();
    H2Error known = H2Error.getByCode(code);
    return known == null ? Integer.toString(code) : known.name();
  }
}
