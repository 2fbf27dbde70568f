package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.Health;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The application answers at {@code /}, where some servers have their health inside of it. Whoever
 * asks for it need not be Kubernetes, and is no traffic all the same. The control is TrafficIT: any
 * other request prolongs the drain and is counted, as are those to the application's own resources
 * beside it.
 */
@Order(TestBed.LONG)
@BlackBox("An application at `/`: a drain ignores health probes, but not resources beside them")
class RootContextIT {

  @Test
  void healthIsNeverTrafficAndSaysDown() throws IOException, InterruptedException {
    TestWar war = TestWar.withLameduck().named("ROOT");
    List<Health> answers = new CopyOnWriteArrayList<>();
    try (Instance server = Instance.startReady(war)) {
      Runnable asks =
          () -> {
            try {
              answers.add(server.readinessFor("User-Agent: a balancer"));
            } catch (ExchangeFailed e) {
              // Gone.
            }
          };
      server.sigterm();
      server.awaitLog("LD0002");
      try (FixedRate rate = FixedRate.every(Duration.ofMillis(200), List.of(asks))) {
        rate.goOnFor(Duration.ofMillis(4500));
      }
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(answers)
          .hasSizeGreaterThan(10)
          .allSatisfy(
              health -> {
                assertThat(health.status()).isEqualTo(503);
                assertThat(health.check().status()).isEqualTo("DOWN");
              });
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("served late: 0");
      // As traffic they would have made it last for announce.quiet after the last of them.
      assertThat(exit.lameDuck()).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void ownResourcesBesideHealthAreAwaited() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(beside())) {
      List<Exchange> own = sendToOwnResources(server);
      server.sigterm();
      assertThat(own).allMatch(exchange -> isAwaited(exchange.outcome()));
    }
  }

  @Control
  @Test
  void controlWhatIsExcludedIsNotAwaited() throws IOException, InterruptedException {
    TestWar war = beside().configured("lameduck.exclude", "/health/*,/metrics/*");
    try (Instance server = Instance.startReady(war)) {
      List<Exchange> own = sendToOwnResources(server);
      server.sigterm();
      assertThat(own).noneMatch(exchange -> isAwaited(exchange.outcome()));
    }
  }

  private static TestWar beside() {
    return BriefStop.brief(TestWar.withLameduck()).named("ROOT").with("beside");
  }

  /** Requests that run longer than the lame-duck phase lasts; blocks until they run. */
  private static List<Exchange> sendToOwnResources(Instance server) throws ExchangeFailed {
    List<String> paths = List.of("/health/slow", "/metrics/slow");
    for (String path : paths) {
      assertThat(server.get(path).text()).as(path).isEqualTo("slow");
    }
    List<Exchange> sent = paths.stream().map(path -> server.send(path + "?ms=8000")).toList();
    server.awaitRunning(sent.size());
    return sent;
  }

  private static boolean isAwaited(Outcome outcome) {
    return outcome.isOk() && outcome.response().saysClose();
  }
}
