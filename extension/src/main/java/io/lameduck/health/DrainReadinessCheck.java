package io.lameduck.health;

import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainState;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready from the first instant of a drain, or after {@code lameduck.readiness.delay}, so that
 * the balancer looks elsewhere. Liveness is left alone: a failing liveness would have the container
 * killed.
 *
 * <p>Not annotated with a scope: an annotation that defines a bean would make the jar a bean
 * archive, and have servers switch CDI on in an application that has none.
 */
@Readiness
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
    DrainState state = drain.state();
    return HealthCheckResponse.named("lameduck")
        .status(deployment.answersReady(state))
        .withData("application", deployment.name())
        .withData("phase", state.phase().name())
        .withData("activeRequests", drain.activeRequests())
        .withData("since", state.since().toString())
        .build();
  }
}
