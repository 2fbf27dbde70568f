package io.lameduck.health;

import io.lameduck.server.PayaraServices;
import org.jspecify.annotations.Nullable;

/** The one file that touches Payara's health check service. */
final class PayaraHealth {

  private static final String HEALTH = "fish.payara.microprofile.healthcheck.HealthCheck";
  private static final String INVOCATIONS = "org.glassfish.api.invocation.";

  private PayaraHealth() {}

  /**
   * Adds a readiness check of the application that this thread starts.
   *
   * @param checkType the interface that it implements
   * @return closing it does nothing: the service forgets the checks of an application that is
   *     unloaded; null if this is not Payara
   * @throws ReflectiveOperationException if it is, but with another service
   */
  static @Nullable AutoCloseable add(ClassLoader application, Object check, Class<?> checkType)
      throws ReflectiveOperationException {
    Class<?> serviceType;
    try {
      serviceType = Class.forName(HEALTH + "Service", true, application);
    } catch (ClassNotFoundException e) {
      return null;
    }
    Class<?> readiness = Class.forName(HEALTH + "Type", true, application);
    Class<?> managerType = Class.forName(INVOCATIONS + "InvocationManager", true, application);
    Class<?> invocationType = Class.forName(INVOCATIONS + "ComponentInvocation", true, application);
    Object invocation =
        managerType
            .getMethod("getCurrentInvocation")
            .invoke(PayaraServices.get(application, managerType));
    Object name = invocationType.getMethod("getAppName").invoke(invocation);
    Object service = PayaraServices.get(application, serviceType);
    serviceType
        .getMethod("registerHealthCheck", String.class, checkType, readiness)
        .invoke(service, name, check, readiness.getField("READINESS").get(null));
    serviceType
        .getMethod("registerClassLoader", String.class, ClassLoader.class)
        .invoke(service, name, application);
    return () -> {};
  }
}
