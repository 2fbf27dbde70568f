package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One or the other, as the server has it; the application without the jar is the control. */
@BlackBox("MicroProfile Metrics, or else OpenTelemetry, has the drain's metrics")
class MetricsIT {

  /** Samples of one application: each metric, and late requests by their two outcomes. */
  private static final int OF_EACH = 6;

  private static final String APP = TestWar.CONTEXT_PATH;

  /** Until the last of all that is looked at; a first look may take seconds on a busy server. */
  private static final String SLOW = "/slow?ms=18000";

  private static final String SERVED = "lameduck_outcome=\"served\"";
  private static final String REJECTED = "lameduck_outcome=\"rejected\"";

  private static TestWar war(String name) {
    return TestWar.withLameduck()
        .named(name)
        .configured("lameduck.announce.min", "6s")
        .configured("lameduck.announce.quiet", "500ms")
        .configured("lameduck.announce.max", "9s");
  }

  @Test
  void prometheusSeesTheDrain() throws IOException, InterruptedException {
    List<TestWar> wars = List.of(war("app"), war("second"), TestWar.bare().named("bare"));
    try (Instance server = Instance.startReady(wars)) {
      server.get("/api/hello"); // The first takes a server seconds.
      Scrape idle = Scrape.of(server);
      assertThat(idle.of(APP).samples()).hasSize(OF_EACH);
      assertThat(idle.of("/second").samples()).hasSize(OF_EACH);
      assertThat(idle.samples()).as("nothing of the one without the jar").hasSize(2 * OF_EACH);

      server.undeploy(1);
      server.awaitUndeployed("/second");
      await("its metrics are gone").until(() -> Scrape.of(server).samples().size() == OF_EACH);

      Exchange slow = server.send(SLOW);
      server.awaitRunning(1);
      Scrape serving = Scrape.of(server).of(APP);
      assertThat(serving.value("lameduck_active_requests")).isEqualTo(1);
      assertThat(serving.value("lameduck_phase")).isZero();
      assertThat(serving.value("lameduck_late_requests", SERVED)).isZero();
      assertThat(serving.value("lameduck_drain_duration_seconds")).isZero();

      server.sigterm();
      server.awaitLog("LD0002: ");
      assertThat(server.get("/api/hello").status()).isEqualTo(200);
      // The client may have the answer before the request is over.
      await("the late request is over")
          .until(() -> Scrape.of(server).of(APP).value("lameduck_active_requests") == 1);
      Scrape lameDuck = Scrape.of(server).of(APP);
      assertThat(lameDuck.value("lameduck_phase")).isEqualTo(1);
      assertThat(lameDuck.value("lameduck_late_requests", SERVED)).isEqualTo(1);
      assertThat(lameDuck.value("lameduck_late_requests", REJECTED)).isZero();
      assertThat(lameDuck.value("lameduck_drain_duration_seconds")).isBetween(0.001, 9.0);

      await("it drains")
          .atMost(Duration.ofSeconds(10))
          .until(() -> Scrape.of(server).of(APP).value("lameduck_phase") == 2);
      assertThat(slow.outcome().isOk()).isTrue();
      assertNothingIsWrong(server.awaitExit(Duration.ofSeconds(60)));
    }
  }

  /** Through the exporter that writes into the log of the server. */
  @Test
  void openTelemetryIsToldOfTheDrain() throws IOException, InterruptedException {
    TestWar war =
        war("app")
            .configured("otel.sdk.disabled", "false")
            .configured("otel.traces.exporter", "none")
            .configured("otel.logs.exporter", "none")
            .configured("otel.metrics.exporter", "logging")
            .configured("otel.metric.export.interval", "500");
    try (Instance server = Instance.startReady(war)) {
      Exchange slow = server.send(SLOW);
      server.awaitRunning(1);
      awaitExported(server, "lameduck.active_requests", "", "1");
      awaitExported(server, "lameduck.phase", "", "0");
      server.sigterm();
      server.awaitLog("LD0002: ");
      assertThat(server.get("/api/hello").status()).isEqualTo(200);
      awaitExported(server, "lameduck.phase", "", "1");
      awaitExported(server, "lameduck.late_requests", "lameduck.outcome=\"served\"", "1");
      awaitExported(server, "lameduck.drain.duration", "", "[1-9]\\.[0-9]+");
      assertThat(slow.outcome().isOk()).isTrue();
      assertNothingIsWrong(server.awaitExit(Duration.ofSeconds(60)));
    }
  }

  private static void awaitExported(Instance server, String name, String outcome, String value) {
    Pattern exported =
        Pattern.compile(
            "name="
                + Pattern.quote(name)
                + ",.*lameduck.application=\"/app\"[^}]*"
                + outcome
                + "[^}]*}, value="
                + value
                + ",");
    await(exported.pattern())
        .atMost(Duration.ofSeconds(10))
        .until(() -> exported.matcher(server.log()).find());
  }

  private static void assertNothingIsWrong(Exit exit) {
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    assertThat(exit.messages("LD0005")).isNotEmpty();
    assertThat(exit.messages("LD0039")).isEmpty();
    assertThat(exit.messages("LD0040")).isEmpty();
  }
}
