package io.lameduck.samples.tests;

import static io.lameduck.tck.harness.RawWebSocket.Opcode.CLOSE;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawHead;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.harness.RawWebSocket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** What is open beside the orders when the server is told to stop, and how each of it ends. */
final class Visit {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final CompletableFuture<String> events;
  private final CompletableFuture<String> tracking;
  private final CompletableFuture<String> report;
  private final CompletableFuture<String> asyncReport;

  private Visit(
      CompletableFuture<String> events,
      CompletableFuture<String> tracking,
      CompletableFuture<String> report,
      CompletableFuture<String> asyncReport) {
    this.events = events;
    this.tracking = tracking;
    this.report = report;
    this.asyncReport = asyncReport;
  }

  /** Opens all of it; blocks until the stream and the WebSocket have said something. */
  static Visit begin(int port) throws ExchangeFailed {
    RawWebSocket socket = RawWebSocket.open(port, "/shop/tracking", BOUND);
    socket.sendText("1");
    socket.receive();
    RawConnection stream = RawConnection.open(port, BOUND);
    stream.sendGet("/shop/events");
    RawHead head = stream.receiveHead();
    return new Visit(
        outcome(() -> lastLine(stream.receiveBody(head))),
        outcome(() -> closing(socket)),
        outcome(() -> status(port, "/shop/reports/sales")),
        outcome(() -> status(port, "/shop/reports/sales/async")));
  }

  /** Of the stream: {@code 200 data: order 17}, or what cut it off. */
  String events() {
    return events.join();
  }

  /** Of the WebSocket: {@code closed with 1001}, or what cut it off. */
  String tracking() {
    return tracking.join();
  }

  /** Of both slow reports: {@code 200 and 200}, or what came instead. */
  String reports() {
    return report.join() + " and " + asyncReport.join();
  }

  private static String lastLine(RawResponse response) {
    return response.status() + " " + response.text().strip().replaceFirst("(?s).*\n", "");
  }

  private static String closing(RawWebSocket socket) throws ExchangeFailed {
    RawWebSocket.Frame frame = socket.receive();
    return frame.opcode() == CLOSE ? "closed with " + frame.code() : frame.toString();
  }

  private static String status(int port, String path) throws ExchangeFailed {
    try (RawConnection connection = RawConnection.open(port, BOUND)) {
      return String.valueOf(connection.get(path).status());
    }
  }

  private static CompletableFuture<String> outcome(Callable<String> exchange) {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                outcome.complete(exchange.call());
              } catch (Exception e) {
                outcome.complete(e.toString());
              }
            },
            "visitor");
    thread.setDaemon(true);
    thread.start();
    return outcome;
  }
}
