package io.lameduck.tck.suite;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawHttp2;
import io.lameduck.tck.harness.RawResponse;
import java.util.List;
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
    String target = TestWar.CONTEXT_PATH + path;
    long sent = System.nanoTime();
    return outcome(target, sent, connection.get(target));
  }

  /** As {@link #send}, as a client does whose request and the server's GOAWAY cross. */
  CompletableFuture<Outcome> sendInSpiteOfGoAway(String path) {
    String target = TestWar.CONTEXT_PATH + path;
    long sent = System.nanoTime();
    return outcome(target, sent, connection.getInSpiteOfGoAway(target));
  }

  private static CompletableFuture<Outcome> outcome(
      String target, long sent, CompletableFuture<RawResponse> answer) {
    return answer.handle(
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

  /** All that the server has said of it so far. */
  List<RawHttp2.GoAway> goAways() {
    return connection.goAways();
  }

  /** Type, flags, stream and length of each frame that the server has sent so far. */
  List<String> frameHeads() {
    return connection.frameHeads();
  }

  /** Sends a PING and blocks for its answer: by then all that was sent before has arrived. */
  void ping() throws ExchangeFailed {
    connection.ping();
  }

  /** Done when the server has closed the connection. */
  CompletableFuture<ExchangeFailed> end() {
    return connection.end();
  }

  @Override
  public void close() {
    connection.close();
  }
}
