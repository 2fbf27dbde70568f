package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Several WARs in one server, each with its own copy of the jar. */
@Order(TestBed.LONG)
@BlackBox("Several WARs, each with the jar: one drain")
@TestInstance(Lifecycle.PER_CLASS)
class TwoWarsIT {

  private static final String SLOW = "/slow?ms=9000";

  /** From the last response to the last report. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static final Pattern DRAINED = Pattern.compile("LD0005: Drained \\(signal\\)");

  /**
   * How it went.
   *
   * @param over from SIGTERM to the last report of a drain; the server's own stop follows
   */
  private record Stopped(List<Outcome> outcomes, Duration lastResponse, Duration over, Exit exit) {}

  /** Two seconds, and what the server's own stop takes; each wait more is another two seconds. */
  private static final Duration ONE_WAIT_AND_THE_STOP = Duration.ofMillis(7500);

  private static final List<String> BOTH = List.of("/app", "/second");
  private static final List<String> THREE = List.of("/app", "/second", "/third");

  /** Of one, the other undeployed: it drains as if it were alone, and exits no sooner. */
  private Stopped one;

  private static List<TestWar> wars(String... names) {
    return List.of(names).stream().map(name -> TestWar.withLameduck().named(name)).toList();
  }

  /** A request of nine seconds runs in each when SIGTERM comes. */
  private static Stopped stop(Instance server, List<String> contextPaths)
      throws InterruptedException {
    List<Exchange> slow = new ArrayList<>();
    for (String contextPath : contextPaths) {
      slow.add(server.sendTo(contextPath, SLOW));
      server.awaitRunningIn(contextPath, 1);
    }
    server.sigterm();
    List<Outcome> outcomes = slow.stream().map(Exchange::outcome).toList();
    await("the drain of all is over")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !server.isAlive() || reports(server.log()) == contextPaths.size());
    Duration over = server.sinceStop();
    long last = outcomes.stream().mapToLong(Outcome::ended).max().orElseThrow();
    Exit exit = server.awaitExit(Duration.ofSeconds(60));
    return new Stopped(outcomes, server.sinceStop(last), over, exit);
  }

  private static long reports(String log) {
    return DRAINED.matcher(log).results().count();
  }

  @BeforeAll
  void undeployTheSecond() throws IOException, InterruptedException {
    one = stopWithout(1);
  }

  private static Stopped stopWithout(int undeployed) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(wars("app", "second"))) {
      server.undeploy(undeployed);
      server.awaitUndeployed(BOTH.get(undeployed));
      // A server may answer for it no more before it stops it: then it would drain with the other.
      server.awaitLog("LD0005: Drained (application stop)");
      return stop(server, List.of(BOTH.get(1 - undeployed)));
    }
  }

  /**
   * A dead client is waited for once: not once more when the server tells each WAR of its stop. Its
   * response is one that no drain waits for, of an application without the jar, so that its
   * connection is there until the end.
   */
  @Test
  void drainAtOnceAndExitLikeOne() throws IOException, InterruptedException {
    List<TestWar> wars = new ArrayList<>(wars("app", "second", "third"));
    wars.add(TestWar.bare().named("raw").with("broadcast"));
    try (Instance server = Instance.startReady(wars);
        RawConnection dead = RawConnection.openNarrow(server.httpPort(), Exchange.BOUND, 1)) {
      await("a server may deploy one after the other, and be ready before the last")
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(ExchangeFailed.class)
          .until(() -> server.getFrom("/raw", "/api/hello").status() == 200);
      dead.sendGet("/raw/flood?name=dead&completes=false");
      await("the server cannot write any more")
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptionsInstanceOf(ExchangeFailed.class)
          .until(
              () -> {
                String millis = server.getFrom("/raw", "/flood/writing?name=dead").text();
                return Long.parseLong(millis) > 1000;
              });
      Stopped stopped = stop(server, THREE);
      assertThat(stopped.outcomes()).allMatch(Outcome::isOk);
      assertThat(stopped.exit().code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(stopped.exit().messages("LD0005")).hasSize(3);
      assertThat(stopped.over()).isLessThan(stopped.lastResponse().plus(AT_ONCE));
      assertThat(stopped.exit().messages("LD0023")).hasSize(1);
      Duration rest = stopped.exit().after().minus(stopped.over());
      System.out.printf("A dead client: exit %d ms after the drain%n", rest.toMillis());
      assertThat(rest).isLessThan(ONE_WAIT_AND_THE_STOP);
    }
  }

  @Test
  void withoutTheSecondTheFirstDrains() {
    assertThatItDrained(one, "/app");
  }

  /** The first has the signal when it goes. */
  @Test
  void withoutTheFirstTheSecondDrains() throws IOException, InterruptedException {
    assertThatItDrained(stopWithout(0), "/second");
  }

  private static void assertThatItDrained(Stopped stopped, String contextPath) {
    assertThat(stopped.outcomes()).allMatch(Outcome::isOk);
    assertThat(stopped.over()).isLessThan(stopped.lastResponse().plus(AT_ONCE));
    assertThat(stopped.exit().messages("LD0002"))
        .singleElement()
        .asString()
        .contains("[" + contextPath + "]");
  }

  /** The control: what one jar drains is its own WAR. */
  @Control
  @Test
  void controlTheOneWithoutTheJarLosesItsRequest() throws IOException, InterruptedException {
    List<TestWar> bare = List.of(TestWar.bare(), TestWar.bare().named("second"));
    try (Instance server = Instance.startReady(bare)) {
      assertThat(stop(server, BOTH).outcomes()).noneMatch(Outcome::isOk);
    }
  }
}
