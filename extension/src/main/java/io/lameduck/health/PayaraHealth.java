package io.lameduck.health;

import io.lameduck.server.PayaraServices;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The one file that touches Payara's health check service. */
final class PayaraHealth {

  private static final String HEALTH = "fish.payara.microprofile.healthcheck.HealthCheck";
  private static final String INVOCATIONS = "org.glassfish.api.invocation.";

  private final ClassLoader application;
  private final Class<?> serviceType;
  private final Object service;
  private final Object name;

  private PayaraHealth(ClassLoader application, Class<?> serviceType)
      throws ReflectiveOperationException {
    this.application = application;
    this.serviceType = serviceType;
    this.service = PayaraServices.get(application, serviceType);
    Class<?> managerType = Class.forName(INVOCATIONS + "InvocationManager", true, application);
    Class<?> invocationType = Class.forName(INVOCATIONS + "ComponentInvocation", true, application);
    Object invocation =
        managerType
            .getMethod("getCurrentInvocation")
            .invoke(PayaraServices.get(application, managerType));
    this.name = invocationType.getMethod("getAppName").invoke(invocation);
  }

  /**
   * Of the application that this thread starts.
   *
   * @return null if this is not Payara
   * @throws ReflectiveOperationException if it is, but with another service
   */
  static @Nullable PayaraHealth of(ClassLoader application) throws ReflectiveOperationException {
    Class<?> serviceType;
    try {
      serviceType = Class.forName(HEALTH + "Service", true, application);
    } catch (ClassNotFoundException e) {
      return null;
    }
    return new PayaraHealth(application, serviceType);
  }

  /**
   * Adds a readiness check.
   *
   * @param checkType the interface that it implements
   */
  void add(Object check, Class<?> checkType) throws ReflectiveOperationException {
    Class<?> readiness = Class.forName(HEALTH + "Type", true, application);
    serviceType
        .getMethod("registerHealthCheck", String.class, checkType, readiness)
        .invoke(service, name, check, readiness.getField("READINESS").get(null));
    serviceType
        .getMethod("registerClassLoader", String.class, ClassLoader.class)
        .invoke(service, name, application);
  }

  /**
   * Takes away all checks of an application that has ended. The service itself keeps those of an
   * EAR that failed to start, and then answers 500.
   */
  AutoCloseable removal() throws ReflectiveOperationException {
    Method unregister = serviceType.getMethod("unregisterHealthCheck", String.class);
    return () -> unregister.invoke(service, name);
  }
}
