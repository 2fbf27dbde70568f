package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ExchangeFailed.Kind.CLOSED;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.MALFORMED;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.TRUNCATED;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses responses one after the other from a stream; lenient in nothing. */
final class ResponseReader {

  private static final Pattern STATUS_LINE = Pattern.compile("(HTTP/1\\.[01]) ([2-5]\\d\\d)( .*)?");
  private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,10}");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,7})\\s*(;.*)?");
  private static final int LONGEST_LINE = 16 * 1024;

  private final InputStream in;
  private boolean delimited;

  ResponseReader(InputStream in) {
    this.in = in;
  }

  /** Whether the last body had an end of its own, so that the connection can be used again. */
  boolean isDelimited() {
    return delimited;
  }

  RawHead readHead() throws IOException {
    delimited = true;
    String first = readLine(true);
    Matcher status = STATUS_LINE.matcher(first);
    if (!status.matches()) {
      throw new ExchangeFailed(MALFORMED, "status line: " + first);
    }
    return new RawHead(status.group(1), Integer.parseInt(status.group(2)), readFields());
  }

  byte[] readBody(RawHead head) throws IOException {
    List<String> lengths = head.all("Content-Length");
    if (head.status() == 204 || head.status() == 304) {
      return new byte[0];
    }
    if (head.isChunked()) {
      if (!lengths.isEmpty()) {
        throw new ExchangeFailed(MALFORMED, "both Content-Length and chunked");
      }
      return readChunks();
    }
    if (lengths.isEmpty()) {
      delimited = false;
      return in.readAllBytes();
    }
    String length = lengths.get(0);
    if (lengths.size() > 1 || !DIGITS.matcher(length).matches()) {
      throw new ExchangeFailed(MALFORMED, "Content-Length: " + lengths);
    }
    return readExactly(Integer.parseInt(length));
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = readLine(false);
      Matcher size = CHUNK_SIZE.matcher(line);
      if (!size.matches()) {
        throw new ExchangeFailed(MALFORMED, "chunk size: " + line);
      }
      int length = Integer.parseInt(size.group(1), 16);
      if (length == 0) {
        readFields();
        return body.toByteArray();
      }
      body.write(readExactly(length));
      String end = readLine(false);
      if (!end.isEmpty()) {
        throw new ExchangeFailed(MALFORMED, "after a chunk: " + end);
      }
    }
  }

  private List<RawHead.Field> readFields() throws IOException {
    List<RawHead.Field> fields = new ArrayList<>();
    for (String line = readLine(false); !line.isEmpty(); line = readLine(false)) {
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        throw new ExchangeFailed(MALFORMED, "header field: " + line);
      }
      fields.add(new RawHead.Field(field.group(1), field.group(2).trim()));
    }
    return fields;
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new ExchangeFailed(TRUNCATED, "body: " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private String readLine(boolean first) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() <= LONGEST_LINE) {
      int b = in.read();
      if (b == '\r' && in.read() == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1);
      }
      if (b == '\r' || b == '\n') {
        throw new ExchangeFailed(MALFORMED, "line end without CRLF: " + line);
      }
      if (b < 0) {
        boolean nothing = first && line.size() == 0;
        throw nothing
            ? new ExchangeFailed(CLOSED, "closed before the response")
            : new ExchangeFailed(TRUNCATED, "closed in the middle of a line: " + line);
      }
      line.write(b);
    }
    throw new ExchangeFailed(MALFORMED, "a line of more than " + LONGEST_LINE + " bytes");
  }
}
