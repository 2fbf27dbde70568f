package io.lameduck.metrics;

import io.lameduck.deployment.Deployment;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the metrics of a deployment if the server can show them: in MicroProfile Metrics, or
 * else in OpenTelemetry, or else nowhere. Never in both: the same metrics twice would be counted
 * twice.
 */
public final class Metrics {

  /** One of the two; a class of its own, which alone needs the API. */
  private interface Publisher {

    /**
     * Registers all metrics.
     *
     * @return what takes them away again; null if nothing takes them
     */
    @Nullable Runnable publish(MetricReader reader, BeanManager beans);
  }

  /** The last one: of an EAR with the jar in {@code lib} there may be several CDI containers. */
  private static final AtomicReference<@Nullable Deployment> PUBLISHED = new AtomicReference<>();

  private final Deployment deployment;
  private final BeanManager beans;
  private final Log log;

  private Metrics(Deployment deployment, BeanManager beans) {
    this.deployment = deployment;
    this.beans = beans;
    this.log = Log.ofPlatform().about(deployment.name());
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
    MetricReader reader =
        new MetricReader(deployment.drain(), deployment.settings().drainTime(), deployment.name());
    // Bodies, not references to the methods: those might be linked before the try.
    boolean unused =
        publishTo("MicroProfile Metrics", reader, (r, b) -> MicroProfileMetrics.publish(r, b))
            || publishTo("OpenTelemetry", reader, (r, b) -> OpenTelemetryMetrics.publish(r, b));
  }

  private boolean publishTo(String api, MetricReader reader, Publisher publisher) {
    try {
      Runnable removal = publisher.publish(reader, beans);
      if (removal == null) {
        return false;
      }
      deployment.drain().follow(reader);
      deployment.hooks().atEnd(() -> remove(api, removal));
      log.write(Message.METRICS_PUBLISHED, api);
      return true;
    } catch (NoClassDefFoundError e) {
      return false; // No such API here.
    } catch (RuntimeException | LinkageError e) {
      log.failure(e, Message.METRICS_REFUSED, api);
      return false;
    }
  }

  private void remove(String api, Runnable removal) {
    try {
      removal.run();
    } catch (RuntimeException | LinkageError e) {
      log.failure(e, Message.METRICS_NOT_REMOVED, api);
    }
  }
}
