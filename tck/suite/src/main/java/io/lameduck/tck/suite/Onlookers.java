package io.lameduck.tck.suite;

import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.RawConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Strict clients that go on asking a server until its process is gone, whatever they are told: each
 * on new connections, and one on connections that were opened and used before the stop, and are
 * idle until {@link #useIdle}. Another asks for its readiness.
 */
final class Onlookers implements AutoCloseable {

  /**
   * What one of them saw.
   *
   * @param asked since the server was told to stop
   * @param what the kind of client and its target
   * @param answer the status, or how the exchange failed
   */
  record Sight(Duration asked, String what, String answer) {

    /** Whether it has a status. */
    boolean isAnswered() {
      return Character.isDigit(answer.charAt(0));
    }

    @Override
    public String toString() {
      return what + " after " + asked.toMillis() + " ms: " + answer;
    }
  }

  private static final Duration PERIOD = Duration.ofMillis(25);
  private static final Duration HAND_OVER_BOUND = Duration.ofSeconds(60);
  private static final int IDLE = 40;
  private static final String HELLO = "/api/hello";

  private final Instance server;
  private final List<Sight> application = new CopyOnWriteArrayList<>();
  private final List<Sight> readiness = new CopyOnWriteArrayList<>();
  private final Deque<RawConnection> idle = new ArrayDeque<>();
  private final Multiplex multiplex;
  private @Nullable FixedRate rate;

  private Onlookers(Instance server) throws ExchangeFailed {
    this.server = server;
    this.multiplex = Multiplex.open(server);
  }

  /** Opens the connections that are to be idle, and uses each once. */
  static Onlookers prepare(Instance server, List<String> contextPaths) throws ExchangeFailed {
    Onlookers onlookers = new Onlookers(server);
    onlookers.open(contextPaths);
    return onlookers;
  }

  private void open(List<String> contextPaths) throws ExchangeFailed {
    require(multiplex.send(HELLO).join().isOk());
    for (int i = 0; i < IDLE; i++) {
      RawConnection connection = server.connect();
      idle.add(connection);
      require(connection.get(contextPaths.get(0) + HELLO).status() == 200);
    }
    contexts = contextPaths;
  }

  private List<String> contexts = List.of();

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException("the server does not serve");
    }
  }

  /** The server has been told to stop: they begin to ask. */
  void begin() {
    List<Runnable> clients =
        Stream.concat(
                contexts.stream().map(context -> (Runnable) () -> ask(context + HELLO)),
                Stream.of(this::askForReadiness))
            .toList();
    rate = FixedRate.every(PERIOD, clients);
  }

  /** Blocks until a drain is over, or one of them is refused. */
  void awaitHandOver() {
    await("the hand-over")
        .atMost(HAND_OVER_BOUND)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                server.log().contains("LD0005")
                    || application.stream().anyMatch(sight -> sight.answer().equals("REFUSED")));
  }

  /** Uses each idle connection once, one after the other, and the HTTP/2 one with each. */
  void useIdle() throws InterruptedException {
    List<Runnable> one = List.of(this::useNextIdle);
    try (FixedRate idleRate = FixedRate.every(PERIOD, one)) {
      idleRate.goOnFor(PERIOD.multipliedBy(IDLE + 2));
    }
  }

  private void useNextIdle() {
    RawConnection next = idle.poll();
    if (next == null) {
      return;
    }
    Duration asked = server.sinceStop();
    if (!next.isOpen()) {
      application.add(new Sight(asked, "idle", "closed"));
    } else {
      application.add(new Sight(asked, "idle", answer(next, contexts.get(0) + HELLO)));
    }
    next.close();
    Duration again = server.sinceStop();
    String answer = multiplex.send(HELLO).join().summary();
    String goAway = multiplex.goAway().map(g -> " (GOAWAY " + g.lastStream() + ")").orElse("");
    application.add(new Sight(again, "HTTP/2" + goAway, answer));
  }

  private void ask(String target) {
    Duration asked = server.sinceStop();
    application.add(new Sight(asked, "new " + target, answer(target)));
  }

  private String answer(String target) {
    try (RawConnection connection = server.connect()) {
      return answer(connection, target);
    } catch (ExchangeFailed e) {
      return e.kind().name();
    }
  }

  private static String answer(RawConnection connection, String target) {
    try {
      return Integer.toString(connection.get(target).status());
    } catch (ExchangeFailed e) {
      return e.kind().name();
    }
  }

  private void askForReadiness() {
    Duration asked = server.sinceStop();
    String answer;
    try {
      answer = Integer.toString(server.readiness().status());
    } catch (ExchangeFailed e) {
      answer = e.kind().name();
    }
    readiness.add(new Sight(asked, "readiness", answer));
  }

  /** What the clients of the application saw. */
  List<Sight> application() {
    return new ArrayList<>(application);
  }

  /** What the prober saw. */
  List<Sight> readiness() {
    return new ArrayList<>(readiness);
  }

  /** For the output: how often each answer came, from when to when. */
  static String summary(List<Sight> sights) {
    Map<String, List<Sight>> byAnswer =
        sights.stream()
            .collect(
                Collectors.groupingBy(
                    s -> s.what() + " " + s.answer(), TreeMap::new, Collectors.toList()));
    return byAnswer.entrySet().stream()
        .map(
            e ->
                "  %s: %d, from %d to %d ms"
                    .formatted(
                        e.getKey(),
                        e.getValue().size(),
                        e.getValue().get(0).asked().toMillis(),
                        e.getValue().get(e.getValue().size() - 1).asked().toMillis()))
        .collect(Collectors.joining("\n"));
  }

  /** They stop asking; what is under way ends. */
  void end() {
    if (rate != null) {
      rate.close();
    }
  }

  @Override
  public void close() {
    end();
    idle.forEach(RawConnection::close);
    multiplex.close();
  }
}
