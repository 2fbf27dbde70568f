package io.lameduck.cdi;

import io.lameduck.config.InvalidSettingsException;
import io.lameduck.deployment.Deployment;
import io.lameduck.deployment.JarLocation;
import io.lameduck.health.ReadinessSupport;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.work.InterceptedCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import org.jspecify.annotations.Nullable;

/**
 * Begins the deployment with CDI, and ends it; refuses a bad configuration; adds our beans. None of
 * them has an annotation that defines a bean: the jar is no bean archive, so that it switches CDI
 * on nowhere (CDI 4.0, 12.1).
 */
public class LameduckExtension implements Extension {

  private final Log log = Log.ofPlatform();
  private @Nullable Deployment deployment;
  private @Nullable InvalidSettingsException refusal;
  private @Nullable Class<?> check;

  /** For the container. */
  public LameduckExtension() {}

  void configure(@Observes BeforeBeanDiscovery event) {
    try {
      WeldModule.join(event, LameduckExtension.class.getClassLoader());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.failure(e, Message.WELD_MODULE_UNKNOWN);
    }
    addBean(event, LameduckBean.class);
    try {
      deployment = Deployment.open(log);
    } catch (InvalidSettingsException e) {
      refusal = e;
    }
    if (deployment != null && deployment.enabled()) {
      addBean(event, LifecycleObserver.class);
      InterceptedCall.byInterceptor(event, InFlightInterceptor.class);
      check = ReadinessSupport.beanClass();
      if (check != null) {
        addBean(event, check);
      }
    }
  }

  private static void addBean(BeforeBeanDiscovery event, Class<?> type) {
    event.addAnnotatedType(type, type.getName()).add(ApplicationScoped.Literal.INSTANCE);
  }

  void validated(@Observes AfterDeploymentValidation event, BeanManager beans) {
    if (refusal != null) {
      event.addDeploymentProblem(refusal);
    } else if (deployment != null && deployment.enabled()) {
      deployment.drain().follow(new EventPublisher(beans, deployment.drain(), log));
      if (check == null) {
        ReadinessSupport.addToServer(deployment, log);
      } else {
        ReadinessSupport.removeAtEnd(deployment, log);
      }
    }
  }

  /**
   * The application is up, if it is no WAR. A WAR hears of that by its servlet context: on Payara
   * this event is one of a module that has just what an extension added, which is up long before
   * the WAR, and the WAR may fail to start.
   */
  void arm(@Observes @Initialized(ApplicationScoped.class) Object event) {
    if (deployment != null && !JarLocation.isInWar()) {
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
