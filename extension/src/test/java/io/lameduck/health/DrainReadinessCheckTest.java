package io.lameduck.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.cdi.LameduckExtension;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Trigger;
import io.lameduck.inflight.Lease;
import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;

/** The check as a probe sees it: through SmallRye's own reporter. */
@EnableWeld
class DrainReadinessCheckTest {

  @WeldSetup
  WeldInitiator weld =
      WeldInitiator.of(
          new Weld()
              .disableDiscovery()
              .addExtension(new LameduckExtension())
              .addBeanClasses(SmallRyeHealthReporter.class, AsyncHealthCheckFactory.class));

  @Inject SmallRyeHealthReporter reporter;

  private JsonObject lameduck(SmallRyeHealth health) {
    return health.getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
        .filter(check -> check.getString("name").equals("lameduck"))
        .findFirst()
        .orElseThrow();
  }

  private static Deployment deployment() {
    return java.util.Objects.requireNonNull(Deployment.current());
  }

  @Test
  void isUpWhileServing() {
    Lease running = Lease.of(deployment().drain().enter("GET", "/test"));
    SmallRyeHealth readiness = reporter.getReadiness();
    assertThat(readiness.isDown()).isFalse();
    JsonObject check = lameduck(readiness);
    assertThat(check.getString("status")).isEqualTo("UP");
    JsonObject data = check.getJsonObject("data");
    assertThat(data.getString("application")).isEqualTo(deployment().name());
    assertThat(data.getString("phase")).isEqualTo("SERVING");
    assertThat(data.getInt("activeRequests")).isEqualTo(1);
    assertThat(Instant.parse(data.getString("since"))).isBeforeOrEqualTo(Instant.now());
    running.end();
  }

  @Test
  void isDownOnceADrainHasBegun() {
    deployment().drain().cutShort();
    deployment().drain().run(Trigger.SIGNAL);
    SmallRyeHealth readiness = reporter.getReadiness();
    assertThat(readiness.isDown()).isTrue();
    assertThat(lameduck(readiness).getJsonObject("data").getString("phase")).isEqualTo("DRAINED");
  }

  @Test
  void leavesLivenessAlone() {
    deployment().drain().cutShort();
    deployment().drain().run(Trigger.SIGNAL);
    assertThat(reporter.getLiveness().isDown()).isFalse();
    assertThat(reporter.getLiveness().getPayload().getJsonArray("checks")).isEmpty();
  }

  @Test
  void answeringReadyMakesTheNextDrainAnnounce() {
    reporter.getReadiness();
    Thread interrupter =
        new Thread(
            () -> {
              while (!deployment().drain().announced()) {
                Thread.onSpinWait();
              }
              assertThat(lameduck(reporter.getReadiness()).getJsonObject("data").getString("phase"))
                  .isEqualTo("LAME_DUCK");
              deployment().drain().cutShort();
            });
    interrupter.start();
    assertThat(deployment().drain().run(Trigger.SIGNAL))
        .hasValueSatisfying(report -> assertThat(report.lameDuck()).isPositive());
  }
}
