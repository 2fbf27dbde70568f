package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The application answers at {@code /}, where some servers have their health inside of it. Whoever
 * asks for it need not be Kubernetes, and is no traffic all the same. The control is TrafficIT: any
 * other request prolongs the drain and is counted, as are those to the application's own resources
 * beside it.
 */
@BlackBox("An application at `/`: health is never traffic, its own resources beside it are")
class RootContextIT {

  @Test
  void healthIsNoTrafficAndOwnResourcesBesideItAreAwaited()
      throws IOException, InterruptedException {
    TestWar war = TestWar.withLameduck().named("ROOT").with("beside");
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
      List<Exchange> own = sendToOwnResources(server);
      server.sigterm();
      server.awaitLog("LD0002");
      try (FixedRate rate = FixedRate.every(Duration.ofMillis(200), List.of(asks))) {
        rate.goOnFor(Duration.ofMillis(4500));
      }
      assertThat(own).allMatch(exchange -> isAwaited(exchange.outcome()));
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

  @Control
  @Test
  void controlWhatIsExcludedIsNotAwaited() throws IOException, InterruptedException {
    TestWar war =
        TestWar.withLameduck()
            .named("ROOT")
            .with("beside")
            .configured("lameduck.exclude", "/health/*,/metrics/*");
    try (Instance server = Instance.startReady(war)) {
      List<Exchange> own = sendToOwnResources(server);
      server.sigterm();
      assertThat(own).noneMatch(exchange -> isAwaited(exchange.outcome()));
    }
  }

  /** Requests that run longer than the lame-duck phase lasts; blocks until they run. */
  private static List<Exchange> sendToOwnResources(Instance server) {
    List<Exchange> sent =
        Stream.of("/health/slow", "/metrics/slow").map(p -> server.send(p + "?ms=9000")).toList();
    server.awaitRunning(sent.size());
    return sent;
  }

  private static boolean isAwaited(Outcome outcome) {
    return outcome.isOk() && outcome.response().saysClose();
  }
}
