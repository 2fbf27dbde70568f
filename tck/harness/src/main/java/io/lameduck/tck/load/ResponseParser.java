package io.lameduck.tck.load;

import static io.lameduck.tck.load.Outcome.Kind.CUT_OFF;
import static io.lameduck.tck.load.Outcome.Kind.MALFORMED;
import static io.lameduck.tck.load.Outcome.Kind.NO_RESPONSE;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one response to its last byte and forgets its body. */
final class ResponseParser {

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([2-5]\\d\\d)( .*)?");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9a-f]{1,7})\\s*(;.*)?");
  private static final int LONGEST_LINE = 16 * 1024;

  private final TimedInput in;
  private int length = -1;
  private boolean chunked;
  private boolean close;

  ResponseParser(TimedInput in) {
    this.in = in;
  }

  /** Whether the server has announced that it closes the connection. */
  boolean saysClose() {
    return close;
  }

  /** The status of a response that has arrived whole. */
  int read() throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new RequestFailed(NO_RESPONSE, "closed before the response");
    }
    String line = (char) first + line();
    Matcher status = STATUS_LINE.matcher(line);
    if (!status.matches()) {
      throw new RequestFailed(MALFORMED, "status line: " + line);
    }
    int code = Integer.parseInt(status.group(1));
    fields();
    if (chunked) {
      chunks();
    } else if (length >= 0) {
      skip(length);
    } else if (code != 204 && code != 304) {
      throw new RequestFailed(MALFORMED, "a body without a length: its end could be a cut-off");
    }
    return code;
  }

  private void fields() throws IOException {
    for (String field = line(); !field.isEmpty(); field = line()) {
      int colon = field.indexOf(':');
      if (colon < 1) {
        throw new RequestFailed(MALFORMED, "header field: " + field);
      }
      String value = field.substring(colon + 1).trim().toLowerCase(Locale.ROOT);
      switch (field.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "connection" -> close |= hasOption(value, "close");
        case "transfer-encoding" -> chunked |= hasOption(value, "chunked");
        case "content-length" -> length = length(value);
        default -> {}
      }
    }
  }

  private void chunks() throws IOException {
    while (true) {
      String line = line();
      Matcher size = CHUNK_SIZE.matcher(line.toLowerCase(Locale.ROOT));
      if (!size.matches()) {
        throw new RequestFailed(MALFORMED, "chunk size: " + line);
      }
      int bytes = Integer.parseInt(size.group(1), 16);
      if (bytes == 0) {
        fields();
        return;
      }
      skip(bytes);
      if (!line().isEmpty()) {
        throw new RequestFailed(MALFORMED, "a chunk longer than its size");
      }
    }
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = next(); b != '\r'; b = next()) {
      if (b == '\n' || line.length() == LONGEST_LINE) {
        throw new RequestFailed(MALFORMED, "line: " + line);
      }
      line.append((char) b);
    }
    if (next() != '\n') {
      throw new RequestFailed(MALFORMED, "line end after: " + line);
    }
    return line.toString();
  }

  private int next() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new RequestFailed(CUT_OFF, "closed within the response");
    }
    return b;
  }

  private static int length(String value) throws RequestFailed {
    if (!LENGTH.matcher(value).matches()) {
      throw new RequestFailed(MALFORMED, "content-length: " + value);
    }
    return Integer.parseInt(value);
  }

  private static boolean hasOption(String value, String option) {
    return Pattern.compile(",").splitAsStream(value).map(String::trim).anyMatch(option::equals);
  }
}
