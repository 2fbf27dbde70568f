package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Behind a balancer that asks for no health, as nginx is, the requests never stop: the drain ends
 * while some run, and the balancer hears of the stop by a connection that is refused.
 */
@BlackBox("If requests never stop, each that is accepted is answered before the server stops")
class UnendingTrafficIT {

  private static final Duration EXIT_BOUND = Duration.ofSeconds(60);
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(17);

  /** A client asks again as soon as it is answered. */
  private static final Duration PERIOD = Duration.ofMillis(50);

  /** They pause together, and the drain ends in one of these moments. */
  private static final List<Integer> IN_STEP = List.of(390, 390, 390, 390, 390, 390);

  /** There is hardly a moment in which none runs. */
  private static final List<Integer> OUT_OF_STEP = List.of(290, 340, 390, 440, 490, 540);

  private static final Set<String> ANSWERED_OR_REFUSED = Set.of("200", "REFUSED");

  /** How often each answer came, or each way in which a request failed. */
  private static Map<String, Long> stop(TestWar war, List<Integer> millis)
      throws IOException, InterruptedException {
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    try (Instance server =
        Instance.startReady(
            war.configured("lameduck.announce.min", "1s")
                .configured("lameduck.announce.quiet", "500ms")
                .configured("lameduck.announce.max", "2s")
                .configured("lameduck.stop-reserve", "10s")
                .configured("lameduck.grace-period", GRACE_PERIOD.toString()))) {
      server.awaitRunning(0); // The first request takes a busy server seconds.
      server.sigterm();
      List<Runnable> asks =
          millis.stream().map(ms -> (Runnable) () -> answers.add(ask(server, ms))).toList();
      FixedRate clients = FixedRate.every(PERIOD, asks);
      Exit exit;
      try {
        exit = server.awaitExit(EXIT_BOUND);
      } finally {
        clients.close();
      }
      Map<String, Long> counts =
          answers.stream()
              .collect(
                  Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
      System.out.printf(
          "Traffic that never stops: exit after %d ms; %s%n", exit.after().toMillis(), counts);
      exit.isInOrder();
      return counts;
    }
  }

  private static String ask(Instance server, int millis) {
    try {
      return Integer.toString(server.get("/slow?ms=" + millis).status());
    } catch (ExchangeFailed e) {
      return e.kind().name();
    }
  }

  @Test
  void thatPausesEachIsAnsweredOrRefused() throws IOException, InterruptedException {
    assertAnsweredOrRefused(stop(TestWar.withLameduck(), IN_STEP));
  }

  @Test
  void withoutAPauseEachIsAnsweredOrRefused() throws IOException, InterruptedException {
    assertAnsweredOrRefused(stop(TestWar.withLameduck(), OUT_OF_STEP));
  }

  /**
   * Linux resets the connections that wait in the queue of a listening socket when it closes: no
   * server gets to accept them. One moment, so one connection at most; any other failure is none of
   * that.
   */
  private static void assertAnsweredOrRefused(Map<String, Long> counts) {
    assertThat(counts).containsKeys("200", "REFUSED");
    assertThat(counts.getOrDefault("RESET", 0L)).isLessThanOrEqualTo(1);
    assertThat(failed(counts) - counts.getOrDefault("RESET", 0L)).isZero();
  }

  private static long failed(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(each -> !ANSWERED_OR_REFUSED.contains(each.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Control
  @Test
  void controlTheBareServerFailsSome() throws IOException, InterruptedException {
    assertThat(failed(stop(TestWar.bare(), OUT_OF_STEP))).isGreaterThan(1);
  }
}
