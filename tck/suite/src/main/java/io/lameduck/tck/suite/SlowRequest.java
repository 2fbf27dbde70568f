package io.lameduck.tck.suite;

import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ways of being busy that must survive a SIGTERM, with how long each takes. */
enum SlowRequest {
  JAX_RS("/api/slow", 3_000, "slow"),
  JAX_RS_ASYNC("/api/slow-async", 9_000, "slow-async"),
  SERVLET("/slow", 4_000, "slow"),
  SERVLET_ASYNC("/slow-async", 9_000, "slow-async"),
  ASYNC_DISPATCH("/slow-dispatch", 8_000, "slow"),
  ASYNC_RESTART("/slow-restart", 7_000, "slow-restart"),
  EARLY_WRITER("/early-writer", 5_000, "early-writer"),
  EARLY_STREAM("/early-stream", 2_500, "early-stream"),
  CHUNKED_STREAM("/stream", 9_000, lines(45)),
  ONE_MEBIBYTE("/large", 6_000, "");

  private final String path;
  private final int millis;
  private final String text;

  SlowRequest(String path, int millis, String text) {
    this.path = path;
    this.millis = millis;
    this.text = text;
  }

  /**
   * Has the server do each once without taking time, so that it has loaded what that needs. Blocks
   * until none of them counts any more: a client has its answer before the server is done with it.
   */
  static void warmUpAll(Instance server) throws ExchangeFailed {
    for (SlowRequest request : values()) {
      server.get(request.path + "?ms=0");
    }
    server.awaitRunning(0);
    await("the warm-up is over")
        .until(() -> server.readiness().lameduck().stream().noneMatch(c -> c.activeRequests() > 0));
  }

  /** Sends it, to take so much longer than it does by itself; returns at once. */
  Exchange sendTo(Instance server, Duration longer) {
    return server.send(target(longer));
  }

  /** Its path in the application, to take so much longer than it does by itself. */
  String target(Duration longer) {
    return path + "?ms=" + (millis + longer.toMillis());
  }

  /** Whether its head goes out at once, too early for a SIGTERM to change it. */
  boolean commitsEarly() {
    return this == CHUNKED_STREAM;
  }

  /** Whether every byte of the body is there. */
  boolean isWhole(RawResponse response) {
    return this == ONE_MEBIBYTE ? isCounting(response.body(), 1) : response.text().equals(text);
  }

  /** Whether it is what {@code /large} answers, every byte of it. */
  static boolean isCounting(byte[] body, int mebibytes) {
    return body.length == mebibytes * 1024 * 1024
        && IntStream.range(0, body.length).allMatch(i -> body[i] == (byte) (i % 251));
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "line " + i + "\n")
        .collect(Collectors.joining());
  }
}
