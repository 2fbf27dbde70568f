package io.lameduck.tck.harness;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A response that arrived whole. */
public final class RawResponse {

  private final RawHead head;
  private final byte[] body;
  private final List<RawHead.Field> trailers;

  RawResponse(RawHead head, byte[] body) {
    this(head, body, List.of());
  }

  RawResponse(RawHead head, byte[] body, List<RawHead.Field> trailers) {
    this.head = head;
    this.body = body;
    this.trailers = List.copyOf(trailers);
  }

  /** Status line and header fields. */
  public RawHead head() {
    return head;
  }

  /** The status code. */
  public int status() {
    return head.status();
  }

  /** The value of the first header field of that name. */
  public Optional<String> header(String name) {
    return head.first(name);
  }

  /** Whether the server announces that it closes the connection after this response. */
  public boolean saysClose() {
    return head.saysClose();
  }

  /** The number of bytes of the body, transfer coding removed. */
  public int length() {
    return body.length;
  }

  /** A copy of the body, transfer coding removed. */
  public byte[] body() {
    return body.clone();
  }

  /** The fields after the body, of HTTP/2 only. */
  public List<RawHead.Field> trailers() {
    return trailers;
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    String text = text();
    return head + " " + (text.length() <= 400 ? text : text.substring(0, 400) + "…");
  }
}
