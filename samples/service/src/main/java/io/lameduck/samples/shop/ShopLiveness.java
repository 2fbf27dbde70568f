package io.lameduck.samples.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A check of the service's own, beside the readiness check that lameduck brings along. */
@Liveness
@ApplicationScoped
public class ShopLiveness implements HealthCheck {

  @Inject Catalogue catalogue;

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("shop").status(!catalogue.products().isEmpty()).build();
  }
}
