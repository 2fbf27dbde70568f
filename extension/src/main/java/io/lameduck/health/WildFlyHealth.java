package io.lameduck.health;

import io.lameduck.server.WildFlyModules;
import org.jspecify.annotations.Nullable;

/** The one file that touches WildFly's health reporter. */
final class WildFlyHealth {

  private static final String REPORTER = "org.wildfly.extension.microprofile.health.reporter";

  private WildFlyHealth() {}

  /**
   * Adds a readiness check.
   *
   * @param checkType the interface that it implements
   * @return closing it removes the check; null if this is not WildFly
   * @throws ReflectiveOperationException if it is, but without this reporter
   */
  static @Nullable AutoCloseable add(ClassLoader application, Object check, Class<?> checkType)
      throws ReflectiveOperationException {
    if (!WildFlyModules.loaded(application)) {
      return null;
    }
    Object reporter = WildFlyModules.service(application, REPORTER);
    Class<?> type = reporter.getClass();
    type.getMethod("addReadinessCheck", checkType, ClassLoader.class)
        .invoke(reporter, check, application);
    return () -> type.getMethod("removeReadinessCheck", checkType).invoke(reporter, check);
  }
}
