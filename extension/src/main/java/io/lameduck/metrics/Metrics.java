package io.lameduck.metrics;

import io.lameduck.core.MetricsMessages;
import io.lameduck.jvm.Deployment;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the figures of a deployment where the server can show them: in MicroProfile Metrics, or
 * else in OpenTelemetry, or else nowhere. Never in both: twice the same figures help nobody.
 */
public final class Metrics {

  /** One of the two; a class of its own, which alone needs the API. */
  private interface Way {

    /**
     * Registers all figures.
     *
     * @return what takes them away again; null where there is nobody to take them
     */
    @Nullable Runnable publish(Readings readings, BeanManager beans);
  }

  /** The last one: of an EAR with the jar in {@code lib} there may be several CDI containers. */
  private static final AtomicReference<@Nullable Deployment> PUBLISHED = new AtomicReference<>();

  private final Deployment deployment;
  private final BeanManager beans;
  private final MetricsMessages messages;

  private Metrics(Deployment deployment, BeanManager beans) {
    this.deployment = deployment;
    this.beans = beans;
    this.messages = MetricsMessages.toPlatformLog(deployment.name());
  }

  /**
   * Publishes them until the deployment is over; only the first call for it does anything. Never
   * throws.
   */
  public static void publish(Deployment deployment, BeanManager beans) {
    if (PUBLISHED.getAndSet(deployment) != deployment) {
      new Metrics(deployment, beans).publish();
    }
  }

  private void publish() {
    Readings readings =
        new Readings(deployment.drain(), deployment.settings().drainTime(), deployment.name());
    // Bodies, not references to the methods: those might be linked before the try.
    boolean unused =
        isIn("MicroProfile Metrics", readings, (r, b) -> MicroProfileMetrics.publish(r, b))
            || isIn("OpenTelemetry", readings, (r, b) -> OpenTelemetryMetrics.publish(r, b));
  }

  private boolean isIn(String api, Readings readings, Way way) {
    try {
      Runnable removal = way.publish(readings, beans);
      if (removal == null) {
        return false;
      }
      deployment.drain().follow(readings);
      deployment.lifetime().atEnd(() -> remove(api, removal));
      messages.published(api);
      return true;
    } catch (NoClassDefFoundError e) {
      return false; // No such API here.
    } catch (RuntimeException | LinkageError e) {
      messages.notPublished(api, e);
      return false;
    }
  }

  private void remove(String api, Runnable removal) {
    try {
      removal.run();
    } catch (RuntimeException | LinkageError e) {
      messages.notRemoved(api, e);
    }
  }
}
