package io.lameduck.health;

import io.lameduck.deployment.Deployment;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.server.WildFlyModules;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Brings the readiness check to the server, if MicroProfile Health is there. */
public final class ReadinessSupport {

  private static final ClassLoader APPLICATION = ReadinessSupport.class.getClassLoader();
  private static final String API = "org.eclipse.microprofile.health.HealthCheck";

  private static final AtomicReference<@Nullable Deployment> ADDED = new AtomicReference<>();

  private ReadinessSupport() {}

  /**
   * The class of the bean that an application with CDI gets.
   *
   * @return null without the API, and with WildFly's own, which does not find a bean that an
   *     extension adds
   */
  public static @Nullable Class<?> beanClass() {
    Class<?> api = api();
    if (api == null) {
      return null;
    }
    boolean ofServer = api.getClassLoader() != APPLICATION;
    return ofServer && WildFlyModules.loaded(APPLICATION) ? null : Check.type();
  }

  /**
   * Adds the check to the server's own health support, until the deployment is over: for an
   * application that has not got the bean. On a thread that starts the application. Never throws.
   */
  public static void addToServer(Deployment deployment, Log log) {
    if (ADDED.getAndSet(deployment) == deployment) {
      return; // Another WAR of the same EAR.
    }
    AutoCloseable added = added(log);
    if (added != null) {
      deployment.hooks().atEnd(() -> remove(added, log));
    } else if (!deployment.settings().endpoint().readiness()) {
      log.write(Message.NO_HEALTH);
    }
  }

  /**
   * For an application that has the bean: takes its checks away when the deployment is over, where
   * the server does not. On a thread that starts the application. Never throws.
   */
  public static void removeAtEnd(Deployment deployment, Log log) {
    try {
      PayaraHealth payara = PayaraHealth.of(APPLICATION);
      if (payara != null) {
        AutoCloseable removal = payara.removal();
        deployment.hooks().atEnd(() -> remove(removal, log));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.failure(e, Message.HEALTH_UNKNOWN);
    }
  }

  private static @Nullable AutoCloseable added(Log log) {
    Class<?> api = api();
    if (api == null) {
      return null;
    }
    try {
      Object check = Check.create();
      AutoCloseable added = WildFlyHealth.add(APPLICATION, check, api);
      PayaraHealth payara = added == null ? PayaraHealth.of(APPLICATION) : null;
      if (payara != null) {
        payara.add(check, api);
        return payara.removal();
      }
      return added;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.failure(e, Message.HEALTH_UNKNOWN);
      return null;
    }
  }

  private static void remove(AutoCloseable added, Log log) {
    try {
      added.close();
    } catch (Exception | LinkageError e) {
      log.failure(e, Message.HEALTH_UNKNOWN);
    }
  }

  /** By name: a server may log a stack trace for a class that it fails to define. */
  private static @Nullable Class<?> api() {
    try {
      return Class.forName(API, false, APPLICATION);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** Linked only when called, so that the class above loads without the API. */
  private static final class Check {

    private Check() {}

    static Class<?> type() {
      return DrainReadinessCheck.class;
    }

    static Object create() {
      return new DrainReadinessCheck();
    }
  }
}
