package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.Health;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * The application answers at {@code /}, where some servers have their health inside of it. Whoever
 * asks for it need not be Kubernetes, and is no traffic all the same. The control is TrafficIT: any
 * other request prolongs the drain and is counted.
 */
@BlackBox("An application at `/`: health is never traffic")
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
}
