package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ExchangeFailed.Kind.CUT_OFF;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.MALFORMED;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.NO_RESPONSE;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/** One response as it arrives, on a stream of its own. Used by the thread that reads. */
final class Http2Stream {

  /** What makes a message of HTTP/2 malformed (RFC 9113, 8.2.2). */
  private static final Set<String> CONNECTION_SPECIFIC =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  /** Of what SETTINGS_INITIAL_WINDOW_SIZE is where nobody says anything else (RFC 9113, 6.5.2). */
  private static final int HALF_A_WINDOW = 32 * 1024;

  private final CompletableFuture<RawResponse> response = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final List<RawHead.Field> trailers = new ArrayList<>();
  private @Nullable RawHead head;
  private int taken;

  private final boolean withoutBody;

  Http2Stream() {
    this(false);
  }

  /** Whether the response has no body, whatever length it tells, as that to a HEAD. */
  Http2Stream(boolean withoutBody) {
    this.withoutBody = withoutBody;
  }

  /** Its end: a whole response, or an {@link ExchangeFailed}. */
  CompletableFuture<RawResponse> response() {
    return response;
  }

  /** A block of header fields: an interim response, the head, or the trailers. */
  void onFields(List<Header> fields, boolean last) throws ExchangeFailed {
    if (head == null) {
      RawHead arrived = head(fields);
      if (arrived.status() >= 200) {
        head = arrived;
      }
    } else if (!last) {
      throw new ExchangeFailed(MALFORMED, "a second head: " + fields);
    } else {
      fields.forEach(f -> trailers.add(new RawHead.Field(f.getName(), f.getValue())));
    }
    if (last) {
      end();
    }
  }

  void onData(ByteBuffer data, boolean last) throws ExchangeFailed {
    if (head == null) {
      throw new ExchangeFailed(MALFORMED, "a body without a head");
    }
    while (data.hasRemaining()) {
      body.write(data.get());
    }
    if (last) {
      end();
    }
  }

  /**
   * How much the peer is to be granted, now that so much more has been taken in: nothing before it
   * is half a window. Grizzly takes it for an error of the connection if it is granted anything for
   * a stream that has ended long enough, so a short response is granted nothing, as most clients
   * do.
   */
  int takenIn(int length) {
    taken += length;
    int granted = taken < HALF_A_WINDOW ? 0 : taken;
    taken -= granted;
    return granted;
  }

  /** The peer will send no more of it; does nothing if it has all been sent. */
  void onFailure(ExchangeFailed failure) {
    boolean closed = failure.kind() == NO_RESPONSE;
    response.completeExceptionally(
        closed && head != null
            ? new ExchangeFailed(CUT_OFF, "the connection was closed within the response")
            : failure);
  }

  private void end() throws ExchangeFailed {
    if (head == null) {
      throw new ExchangeFailed(MALFORMED, "an end without a head");
    }
    Optional<String> length = head.first("content-length");
    if (!withoutBody && length.isPresent() && !length.get().equals(Integer.toString(body.size()))) {
      throw new ExchangeFailed(CUT_OFF, body.size() + " of " + length.get() + " bytes");
    }
    response.complete(new RawResponse(head, body.toByteArray(), trailers));
  }

  private static RawHead head(List<Header> fields) throws ExchangeFailed {
    List<RawHead.Field> plain = new ArrayList<>();
    @Nullable String status = null;
    for (Header field : fields) {
      String name = field.getName();
      if (name.equals(":status") && status == null && plain.isEmpty()) {
        status = field.getValue();
      } else if (name.startsWith(":") || !name.equals(name.toLowerCase(Locale.ROOT))) {
        throw new ExchangeFailed(MALFORMED, "the field name " + name);
      } else if (CONNECTION_SPECIFIC.contains(name)) {
        throw new ExchangeFailed(MALFORMED, "connection-specific: " + field);
      } else {
        plain.add(new RawHead.Field(name, field.getValue()));
      }
    }
    if (status == null || !status.matches("[1-5]\\d\\d")) {
      throw new ExchangeFailed(MALFORMED, "the status " + status);
    }
    return new RawHead("HTTP/2", Integer.parseInt(status), plain);
  }
}
