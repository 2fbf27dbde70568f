package io.lameduck.tck.harness;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Status line and header fields of a response.
 *
 * @param version {@code HTTP/1.1} or {@code HTTP/1.0}
 * @param status the three digits
 * @param fields in the order in which they came
 */
public record RawHead(String version, int status, List<Field> fields) {

  /** One header field; the value without the white space around it. */
  public record Field(String name, String value) {}

  /** Takes a copy of the fields. */
  public RawHead {
    fields = List.copyOf(fields);
  }

  /** The values of each field of that name, in order; the name's case does not matter. */
  public List<String> all(String name) {
    return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).map(Field::value).toList();
  }

  /** The value of the first field of that name; the name's case does not matter. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** Whether a {@code Connection} field carries the option {@code close}. */
  public boolean saysClose() {
    return options("Connection").anyMatch("close"::equals);
  }

  /**
   * Whether the end of the body is marked, so that it can be told from a cut-off and the connection
   * can be used again.
   */
  public boolean isDelimited() {
    return !hasBody() || isChunked() || first("Content-Length").isPresent();
  }

  boolean hasBody() {
    return status != 204 && status != 304;
  }

  boolean isChunked() {
    return options("Transfer-Encoding").anyMatch("chunked"::equals);
  }

  private Stream<String> options(String name) {
    return all(name).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(option -> option.trim().toLowerCase(Locale.ROOT));
  }
}
