package io.lameduck.tck.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.FreePorts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The load sees each kind of failure, and nothing else as one. */
@Timeout(30)
class ClientTest {

  @ParameterizedTest
  @EnumSource(ClientKind.class)
  void wholeResponsesAreFine(ClientKind kind) throws Exception {
    try (Target target = Target.saying(Target.FINE)) {
      assertThat(ask(target.port(), kind, 3)).containsExactly("ok", "ok", "ok");
      assertThat(target.connections()).isEqualTo(kind == ClientKind.NEW_CONNECTION ? 3 : 1);
    }
  }

  @Test
  void chunkedResponsesAreFine() throws Exception {
    String chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    try (Target target = Target.saying(chunked)) {
      assertThat(ask(target.port(), ClientKind.KEEP_ALIVE, 2)).containsExactly("ok", "ok");
      assertThat(target.connections()).isEqualTo(1);
    }
  }

  @Test
  void nobodyListens() throws Exception {
    assertThat(ask(FreePorts.next(), ClientKind.KEEP_ALIVE, 2))
        .containsExactly("refused", "refused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK,Content-Length: 9,,hello            | cut-off",
        "HTTP/1.1 200 OK,Transfer-Encoding: chunked,,5,hello, | cut-off",
        "HTTP/1.1 200 OK,Content-Le                          | cut-off",
        "''                                                  | no-response",
        "HTTP/1.1 503 Unavailable,Content-Length: 0,,        | http-503",
        "HTTP/1.1 404 Not Found,Content-Length: 0,,          | http-404",
        "HTTP/1.1 200 OK,,hello                              | malformed",
        "HTTP/1.0 200 OK,Content-Length: 0,,                 | malformed",
        "SSH-2.0-OpenSSH,,                                   | malformed",
      })
  void badResponses(String response, String label) throws Exception {
    try (Target target = Target.sayingThenClosing(response.replace(",", "\r\n"))) {
      assertThat(ask(target.port(), ClientKind.NEW_CONNECTION, 2)).containsExactly(label, label);
    }
  }

  @Test
  void aBodyWithoutAMarkedEndIsNotWaitedFor() throws Exception {
    try (Target target = Target.saying("HTTP/1.1 200 OK\r\n\r\nhello")) {
      assertThat(ask(target.port(), ClientKind.KEEP_ALIVE, 2))
          .containsExactly("malformed", "malformed");
      assertThat(target.connections()).isEqualTo(2);
    }
  }

  @Test
  void resetWithinTheResponse() throws Exception {
    try (Target target =
        new Target(
            socket -> {
              Target.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
              socket.setSoLinger(true, 0);
              return false;
            })) {
      assertThat(ask(target.port(), ClientKind.SLOW, 2)).containsExactly("reset", "reset");
    }
  }

  @Test
  void noAnswerInTime() throws Exception {
    try (Target target = new Target(socket -> true)) {
      List<String> outcomes =
          ask(target.port(), ClientKind.KEEP_ALIVE, 1, Duration.ofMillis(200), o -> {});
      assertThat(outcomes).containsExactly("timed-out");
    }
  }

  @Test
  void theTimeIsForTheWholeRequestAndNotForEachRead() throws Exception {
    CountDownLatch timedOut = new CountDownLatch(1);
    try (Target target =
        new Target(
            socket -> {
              Target.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              while (!await(timedOut, Duration.ofMillis(50))) {
                Target.say(socket, "x");
              }
              return false;
            })) {
      Consumer<Outcome> after = outcome -> timedOut.countDown();
      assertThat(ask(target.port(), ClientKind.KEEP_ALIVE, 1, Duration.ofMillis(300), after))
          .containsExactly("timed-out");
    }
  }

  @Test
  void keptConnectionThatIsClosedBeforeTheNextRequestIsNoFailure() throws Exception {
    CyclicBarrier closed = new CyclicBarrier(2);
    try (Target target =
        new Target(
            socket -> {
              Target.say(socket, Target.FINE);
              socket.close();
              await(closed);
              return false;
            })) {
      Consumer<Outcome> untilClosed = outcome -> await(closed);
      assertThat(ask(target.port(), ClientKind.KEEP_ALIVE, 3, Duration.ofSeconds(10), untilClosed))
          .containsExactly("ok", "ok", "ok");
      assertThat(target.connections()).isEqualTo(3);
    }
  }

  @Test
  void keptConnectionThatIsResetBeforeTheNextRequestIsNoFailure() throws Exception {
    CyclicBarrier reset = new CyclicBarrier(2);
    try (Target target =
        new Target(
            socket -> {
              Target.say(socket, Target.FINE);
              await(reset);
              socket.setSoLinger(true, 0);
              socket.close();
              await(reset);
              return false;
            })) {
      Consumer<Outcome> untilReset =
          outcome -> {
            await(reset);
            await(reset);
          };
      assertThat(ask(target.port(), ClientKind.KEEP_ALIVE, 2, Duration.ofSeconds(10), untilReset))
          .containsExactly("ok", "ok");
      assertThat(target.connections()).isEqualTo(2);
    }
  }

  @Test
  void afterConnectionCloseTheClientOpensAnother() throws Exception {
    String last = "HTTP/1.1 200 OK\r\nConnection: keep-alive, Close\r\nContent-Length: 0\r\n\r\n";
    try (Target target = Target.saying(last)) {
      assertThat(ask(target.port(), ClientKind.KEEP_ALIVE, 3)).containsExactly("ok", "ok", "ok");
      assertThat(target.connections()).isEqualTo(3);
    }
  }

  private static List<String> ask(int port, ClientKind kind, int requests) throws Exception {
    return ask(port, kind, requests, Duration.ofSeconds(10), outcome -> {});
  }

  private static List<String> ask(
      int port, ClientKind kind, int requests, Duration timeout, Consumer<Outcome> afterEach)
      throws Exception {
    Duration interval = Duration.ofMillis(1);
    LoadPlan plan = new LoadPlan(port, "/", "/", 1, 1, 1, interval, interval, timeout);
    CountDownLatch stop = new CountDownLatch(1);
    AtomicInteger seen = new AtomicInteger();
    Consumer<Outcome> tally =
        outcome -> {
          afterEach.accept(outcome);
          if (seen.incrementAndGet() == requests) {
            stop.countDown();
          }
        };
    List<RequestRecord> records =
        new Client(kind, plan, System.nanoTime(), Duration.ZERO, stop, tally).call();
    return records.stream().map(r -> r.outcome().label()).toList();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean await(CountDownLatch latch, Duration bound) {
    try {
      return latch.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
