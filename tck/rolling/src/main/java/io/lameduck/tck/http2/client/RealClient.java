package io.lameduck.tck.http2.client;

import java.io.IOException;
import java.time.Duration;

/**
 * HTTP/2 client as an application uses it: many threads, and as few connections as the library
 * opens for them. Nothing is repeated here; what the library repeats by itself is its own affair.
 */
public interface RealClient extends AutoCloseable {

  /** For one exchange; none takes longer than some seconds on an idle machine. */
  Duration BOUND = Duration.ofSeconds(30);

  /** No limit for {@code bytesPerSecond}. */
  int AT_ONCE = Integer.MAX_VALUE;

  /** Sends a GET, and blocks for the whole body, which is read no faster than this. */
  Answer get(String path, int bytesPerSecond) throws IOException, InterruptedException;

  /** Sends a POST with this body, no faster than this, and blocks for the whole response. */
  Answer post(String path, byte[] body, int bytesPerSecond)
      throws IOException, InterruptedException;

  /** Ends its connections. */
  @Override
  void close();
}
