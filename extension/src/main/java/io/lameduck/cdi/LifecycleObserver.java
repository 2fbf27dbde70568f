package io.lameduck.cdi;

import io.lameduck.deployment.Deployment;
import io.lameduck.metrics.Metrics;
import io.lameduck.servlet.FilterInstaller;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.spi.BeanManager;

/**
 * Stops without a signal: waits for what is in flight before the application's own observers take
 * down what those requests still need. Whichever event comes first does the work.
 */
public class LifecycleObserver {

  /** Before every observer of an application, which counts from 0 upwards. */
  private static final int FIRST = -1000;

  /** After every observer of an application. */
  private static final int LAST = Integer.MAX_VALUE;

  /** For the container. */
  public LifecycleObserver() {}

  static void shutdown(@Observes @Priority(FIRST) Shutdown event) {
    stop();
  }

  static void beforeDestroyed(
      @Observes @Priority(FIRST) @BeforeDestroyed(ApplicationScoped.class) Object event) {
    stop();
  }

  /**
   * A module is up. In a bean, not in the extension: with the jar in {@code lib} of an EAR, the
   * events of its WARs reach beans only.
   */
  static void initialized(
      @Observes @Priority(FIRST) @Initialized(ApplicationScoped.class) Object event) {
    try {
      FilterInstaller.applicationUp(event);
    } catch (LinkageError e) {
      // No Servlet API: no requests.
    }
  }

  /** Everything is up, so also what the application may have set up for its metrics. */
  static void started(@Observes @Priority(LAST) Startup event, BeanManager beans) {
    Deployment deployment = Deployment.current();
    if (deployment != null && deployment.enabled()) {
      deployment.hooks().whenNamed(() -> Metrics.publish(deployment, beans));
    }
  }

  private static void stop() {
    Deployment deployment = Deployment.current();
    if (deployment != null) {
      deployment.finishRequests();
    }
  }
}
