package io.lameduck.tck.routing.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The application's own readiness check, UP until it is told otherwise. */
@Readiness
@ApplicationScoped
public class SwitchedReadiness implements HealthCheck {

  private static volatile boolean up = true;

  static void set(boolean state) {
    up = state;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("shop").status(up).build();
  }
}
