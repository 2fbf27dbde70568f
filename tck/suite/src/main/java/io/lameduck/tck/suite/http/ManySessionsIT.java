package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Session;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many sessions have to be told within one budget. {@link WebSocketIT} has the control. */
@BlackBox("WebSocket: a thousand sessions close in time, even if some clients do not read")
class ManySessionsIT {

  private static final int GOING_AWAY = 1001;

  /** The default of {@code lameduck.streams.timeout}, and a second. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(3);

  /**
   * Evenly over the default of {@code lameduck.reconnect-spread}, 800 ms, it is 125, and more if a
   * busy machine delivers them late; at once it is more than 800.
   */
  private static final int MOST_AT_ONCE = 450;

  /** What the twenty leave unread is more than server and system buffer, so closing may hang. */
  @Test
  void aThousandAreToldInTimeWhoeverDoesNotRead() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck().webSocket())) {
      List<Session> full = open(server, 20);
      for (Session session : full) {
        session.send("flood");
      }
      List<Session> sessions = open(server, 1000);
      int unused =
          assertThatAllAreTold(server, sessions, "1000 sessions beside 20 that do not read");
      sessions.forEach(Session::close);
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      assertThat(left(exit)).as("left of those that do not read").isBetween(0, full.size());
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("abandoned: 0");
      full.forEach(Session::close);
    }
  }

  @Test
  @Control
  void theyAreToldOneAfterTheOtherWithASpreadOnly() throws IOException, InterruptedException {
    assertThat(mostAtOnce(TestWar.withLameduck().webSocket())).isLessThan(MOST_AT_ONCE);
    TestWar atOnce = TestWar.withLameduck().webSocket();
    assertThat(mostAtOnce(atOnce.configured("lameduck.reconnect-spread", "0s")))
        .isGreaterThan(MOST_AT_ONCE);
  }

  private static int mostAtOnce(TestWar war) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war)) {
      List<Session> sessions = open(server, 1000);
      int most = assertThatAllAreTold(server, sessions, "1000 sessions");
      sessions.forEach(Session::close);
      return most;
    }
  }

  /**
   * How many were not closed, by the one line that says how the sessions ended. To write the close
   * frame to a client that does not read takes some servers longer than the time there is.
   */
  private static int left(Exit exit) {
    List<String> lines =
        Stream.of("LD0026", "LD0027").flatMap(id -> exit.messages(id).stream()).toList();
    assertThat(lines).hasSize(1);
    Matcher left = Pattern.compile("LD0027: .*?: (\\d+) of ").matcher(lines.get(0));
    return left.find() ? Integer.parseInt(left.group(1)) : 0;
  }

  private static List<Session> open(Instance server, int count) throws ExchangeFailed {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sessions.add(Session.open(server, i % 2 == 0 ? "/ws/annotated" : "/ws/programmatic"));
    }
    return sessions;
  }

  private static int assertThatAllAreTold(Instance server, List<Session> sessions, String what)
      throws ExchangeFailed, InterruptedException {
    List<CompletableFuture<Session.End>> all = sessions.stream().map(Session::end).toList();
    server.sigterm();
    server.awaitLog("LD0004: Draining");
    Duration draining = server.sinceStop();
    List<Session.End> ends = all.stream().map(CompletableFuture::join).toList();
    List<Duration> times = ends.stream().map(end -> server.sinceStop(end.at())).sorted().toList();
    Duration last = times.get(times.size() - 1).minus(draining);
    int most = mostWithin(Duration.ofMillis(100), times);
    System.out.printf(
        "%s: the last is told %d ms after the draining begins; at most %d within 100 ms%n",
        what, last.toMillis(), most);
    assertThat(ends).extracting(Session.End::code).containsOnly(GOING_AWAY);
    assertThat(last).isLessThan(TOLD_WITHIN);
    return most;
  }

  /** How many clients at most would connect again within such a time. */
  private static int mostWithin(Duration window, List<Duration> times) {
    int most = 0;
    for (int first = 0, end = 0; first < times.size(); first++) {
      while (end < times.size() && times.get(end).minus(times.get(first)).compareTo(window) < 0) {
        end++;
      }
      most = Math.max(most, end - first);
    }
    return most;
  }
}
