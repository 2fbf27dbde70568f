package io.lameduck.cdi;

import io.lameduck.config.InvalidSettingsException;
import io.lameduck.config.Settings;
import io.lameduck.deployment.Deployment;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration, refuses a bad one, removes our beans if Lameduck is off, and begins and
 * ends the deployment. Our beans are found by scanning, which is the one way that every server's
 * health support sees.
 */
public class LameduckExtension implements Extension {

  private final Log log = Log.ofPlatform();
  private @Nullable Deployment deployment;
  private @Nullable InvalidSettingsException refusal;

  /** For the container. */
  public LameduckExtension() {}

  void configure(@Observes BeforeBeanDiscovery event) {
    Configuration configuration = Configuration.ofThisDeployment();
    try {
      Settings settings = configuration.settings();
      configuration.warnOfUnknownKeys(log);
      deployment = Deployment.open(settings, log);
      if (!settings.enabled()) {
        log.write(Message.SWITCHED_OFF);
      }
    } catch (InvalidSettingsException e) {
      refusal = e;
    }
  }

  /**
   * By name: a parameter that named the check would load it, and the check cannot be loaded if
   * MicroProfile Health is missing. The annotation is the one that all our beans have.
   */
  <T> void vetoOurs(
      @Observes @WithAnnotations(ApplicationScoped.class) ProcessAnnotatedType<T> type) {
    Class<T> found = type.getAnnotatedType().getJavaClass();
    if ((deployment == null || !deployment.enabled())
        && found.getPackageName().equals(LameduckExtension.class.getPackageName())
        && found != LameduckBean.class) {
      type.veto();
    }
  }

  void validated(@Observes AfterDeploymentValidation event, BeanManager beans) {
    if (refusal != null) {
      event.addDeploymentProblem(refusal);
    } else if (deployment != null && deployment.enabled()) {
      deployment.drain().follow(new EventPublisher(beans, deployment.drain(), log));
      if (!hasHealth()) {
        log.write(Message.NO_HEALTH);
      }
    }
  }

  /** By name, as above. */
  private static boolean hasHealth() {
    try {
      Class.forName(
          "org.eclipse.microprofile.health.HealthCheck",
          false,
          LameduckExtension.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** The application is up. Without a servlet context nothing else says so. */
  void arm(@Observes @Initialized(ApplicationScoped.class) Object event) {
    if (deployment != null) {
      deployment.arm();
    }
  }

  /** The last chance to leave nothing behind: also called if a deployment failed half-way. */
  void close(@Observes BeforeShutdown event) {
    if (deployment != null) {
      deployment.close();
    }
  }
}
