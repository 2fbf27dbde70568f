package io.lameduck.cdi;

import io.lameduck.core.Drain;
import io.lameduck.core.Phase;
import io.lameduck.core.Stage;
import io.lameduck.jvm.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready from the first instant of a drain, so that the balancer looks elsewhere. Liveness is
 * left alone: a failing liveness would have the container killed.
 */
@Readiness
@ApplicationScoped
public class DrainReadinessCheck implements HealthCheck {

  /** For the container. */
  public DrainReadinessCheck() {}

  /** Never blocks, never throws. */
  @Override
  public HealthCheckResponse call() {
    Deployment deployment = Deployment.current();
    if (deployment == null) {
      return HealthCheckResponse.down("lameduck"); // Stopped: nothing is served any more.
    }
    Drain drain = deployment.drain();
    Stage stage = drain.stage();
    boolean up = stage.phase() == Phase.SERVING;
    if (up) {
      deployment.toldReady();
    }
    return HealthCheckResponse.named("lameduck")
        .status(up)
        .withData("application", deployment.name())
        .withData("phase", stage.phase().name())
        .withData("activeRequests", drain.activeRequests())
        .withData("since", stage.since().toString())
        .build();
  }
}
