package io.lameduck.tck.http2.client;

import io.lameduck.tck.harness.NarrowInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Whole response, as a client has seen it.
 *
 * @param protocol as the client names it
 * @param length of the body
 */
public record Answer(int status, String protocol, long length) {

  /** Reads the body to its end, no faster than so many bytes a second. */
  static Answer read(int status, String protocol, InputStream body, int bytesPerSecond)
      throws IOException {
    try (InputStream in = new NarrowInput(body, bytesPerSecond)) {
      return new Answer(status, protocol, in.transferTo(OutputStream.nullOutputStream()));
    }
  }
}
