package io.lameduck.tck.harness;

import static io.lameduck.tck.harness.ExchangeFailed.Kind.CUT_OFF;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.MALFORMED;
import static io.lameduck.tck.harness.ExchangeFailed.Kind.NO_RESPONSE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses responses one after the other from a stream; lenient in nothing. */
final class ResponseReader {

  private static final Pattern STATUS_LINE =
      Pattern.compile("(HTTP/1\\.[01]) (101|[2-5]\\d\\d)( .*)?");
  private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,7})\\s*(;.*)?");
  private static final int LONGEST_LINE = 16 * 1024;

  private final PushbackInputStream in;

  ResponseReader(PushbackInputStream in) {
    this.in = in;
  }

  RawHead readHead() throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new ExchangeFailed(NO_RESPONSE, "closed before the response");
    }
    in.unread(first);
    String line = readLine();
    Matcher status = STATUS_LINE.matcher(line);
    if (!status.matches()) {
      throw new ExchangeFailed(MALFORMED, "status line: " + line);
    }
    return new RawHead(status.group(1), Integer.parseInt(status.group(2)), readFields());
  }

  /** The body that belongs to this head, transfer coding removed. */
  byte[] readBody(RawHead head) throws IOException {
    if (!head.hasBody()) {
      return new byte[0];
    }
    if (!head.isDelimited()) {
      return in.readAllBytes();
    }
    List<String> lengths = head.all("Content-Length");
    if (!head.isChunked()) {
      return readExactly(length(lengths));
    }
    if (!lengths.isEmpty()) {
      throw new ExchangeFailed(MALFORMED, "both Content-Length and chunked");
    }
    return readChunks();
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = readLine();
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
      String end = readLine();
      if (!end.isEmpty()) {
        throw new ExchangeFailed(MALFORMED, "after a chunk: " + end);
      }
    }
  }

  private List<RawHead.Field> readFields() throws IOException {
    List<RawHead.Field> fields = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
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
      throw new ExchangeFailed(CUT_OFF, "body: " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = next(line); b != '\r'; b = next(line)) {
      if (b == '\n' || line.length() == LONGEST_LINE) {
        throw new ExchangeFailed(MALFORMED, "line without an end in CRLF: " + line);
      }
      line.append((char) b);
    }
    if (next(line) != '\n') {
      throw new ExchangeFailed(MALFORMED, "CR alone after: " + line);
    }
    return line.toString();
  }

  private int next(StringBuilder line) throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new ExchangeFailed(CUT_OFF, "closed in the middle of a line: " + line);
    }
    return b;
  }

  private static int length(List<String> values) throws ExchangeFailed {
    String length = values.get(0);
    if (values.size() > 1 || !LENGTH.matcher(length).matches()) {
      throw new ExchangeFailed(MALFORMED, "Content-Length: " + values);
    }
    return Integer.parseInt(length);
  }
}
