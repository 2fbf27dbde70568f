package io.lameduck.tck.http2.client;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawHttp2;
import io.lameduck.tck.harness.RawResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The suite's own: from the first GOAWAY on it opens another connection for what is new, and lets
 * the streams of the old one end. It repeats nothing, takes in what comes at once, and sends a body
 * in one frame.
 */
final class RawClient implements RealClient {

  private final Address address;
  private @Nullable RawHttp2 current;

  RawClient(Address address) {
    this.address = address;
  }

  @Override
  public Answer get(String path, int bytesPerSecond) throws IOException {
    return await(connection().get(path));
  }

  @Override
  public Answer post(String path, byte[] body, int bytesPerSecond) throws IOException {
    return await(connection().request("POST", path, body));
  }

  private static Answer await(CompletableFuture<RawResponse> answer) throws IOException {
    try {
      RawResponse response = answer.join();
      return new Answer(response.status(), "HTTP/2", response.body().length);
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
    }
  }

  /** The old one ends when the server ends it, which closes it here, too. */
  private synchronized RawHttp2 connection() throws ExchangeFailed {
    RawHttp2 connection = current;
    if (connection == null || connection.goAway().isPresent() || connection.end().isDone()) {
      connection =
          address.tls()
              ? RawHttp2.openTls(address.port(), BOUND)
              : RawHttp2.open(address.port(), BOUND);
      current = connection;
    }
    return connection;
  }

  @Override
  public synchronized void close() {
    if (current != null) {
      current.close();
    }
  }
}
