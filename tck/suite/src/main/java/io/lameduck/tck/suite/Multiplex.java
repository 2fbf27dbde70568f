package io.lameduck.tck.suite;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawHttp2;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One HTTP/2 connection to the application, with many requests at a time. */
final class Multiplex implements AutoCloseable {

  private final RawHttp2 connection;

  private Multiplex(RawHttp2 connection) {
    this.connection = connection;
  }

  static Multiplex open(Instance server) throws ExchangeFailed {
    return new Multiplex(RawHttp2.open(server.httpPort(), Exchange.BOUND));
  }

  /** Takes in no more than so many bytes a second, of all its responses. */
  static Multiplex openNarrow(Instance server, int bytesPerSecond) throws ExchangeFailed {
    return new Multiplex(RawHttp2.openNarrow(server.httpPort(), Exchange.BOUND, bytesPerSecond));
  }

  /** Sends a request for this path of the application; returns at once. */
  CompletableFuture<Outcome> send(String path) {
    long sent = System.nanoTime();
    String target = TestWar.CONTEXT_PATH + path;
    return connection
        .get(target)
        .handle(
            (response, e) ->
                new Outcome(target, sent, System.nanoTime(), response, e == null ? null : of(e)));
  }

  private static ExchangeFailed of(Throwable e) {
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    if (cause instanceof ExchangeFailed failed) {
      return failed;
    }
    throw new IllegalStateException(e);
  }

  /** What the server said of its going, where it did. */
  Optional<RawHttp2.GoAway> goAway() {
    return connection.goAway();
  }

  @Override
  public void close() {
    connection.close();
  }
}
