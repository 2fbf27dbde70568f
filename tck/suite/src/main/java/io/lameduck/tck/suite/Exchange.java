package io.lameduck.tck.suite;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawHead;
import io.lameduck.tck.harness.RawResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request on a connection of its own, under way on a thread of its own. */
final class Exchange {

  /** Longer than any request of the suite takes. */
  static final Duration BOUND = Duration.ofSeconds(30);

  /** How the connection is made. */
  interface Opener {
    RawConnection open() throws ExchangeFailed;
  }

  private static final ExecutorService CLIENTS =
      Executors.newCachedThreadPool(
          task -> {
            Thread client = new Thread(task, "client");
            client.setDaemon(true);
            return client;
          });

  private final CompletableFuture<RawConnection> connection = new CompletableFuture<>();
  private final CompletableFuture<RawHead> head = new CompletableFuture<>();
  private final CompletableFuture<Outcome> outcome;

  private Exchange(Opener opener, String method, String target, String... headerLines) {
    outcome =
        CompletableFuture.supplyAsync(() -> run(opener, method, target, headerLines), CLIENTS);
  }

  /** Sends it; returns at once. */
  static Exchange send(Opener opener, String target, String... headerLines) {
    return new Exchange(opener, "GET", target, headerLines);
  }

  /** As {@link #send}, with POST and without a body. */
  static Exchange post(Opener opener, String target, String... headerLines) {
    String[] lines = Arrays.copyOf(headerLines, headerLines.length + 1);
    lines[headerLines.length] = "Content-Length: 0";
    return new Exchange(opener, "POST", target, lines);
  }

  /** Blocks until the head of the response is here, or the exchange has failed. */
  void awaitHead() {
    head.orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Drops the connection with RST, at the earliest when the request is sent. */
  void abort() {
    connection.thenAccept(RawConnection::abort).join();
  }

  /** As {@link #outcome}, but for no longer than this; empty where it has not ended by then. */
  Optional<Outcome> outcomeWithin(Duration bound) throws InterruptedException {
    try {
      return Optional.of(outcome.get(Math.max(0, bound.toNanos()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Blocks for the end of it, good or bad. */
  Outcome outcome() {
    return outcome.join();
  }

  private Outcome run(Opener opener, String method, String target, String... headerLines) {
    long sent = System.nanoTime();
    @Nullable RawResponse answer = null;
    @Nullable ExchangeFailed failure = null;
    try (RawConnection opened = opener.open()) {
      opened.send(method, target, headerLines);
      connection.complete(opened);
      RawHead received = opened.receiveHead();
      head.complete(received);
      answer = opened.receiveBody(received);
    } catch (ExchangeFailed e) {
      failure = e;
      connection.completeExceptionally(e);
      head.completeExceptionally(e);
    }
    return new Outcome(target, sent, System.nanoTime(), answer, failure);
  }
}
