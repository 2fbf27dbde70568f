package io.lameduck.metrics;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.Meter;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one file that touches OpenTelemetry. The metrics are asynchronous instruments of the meter
 * {@code io.lameduck}: counts are additive, so they are up-down counters, and the rest are gauges
 * (OpenTelemetry specification, Metrics API, Asynchronous UpDownCounter and Asynchronous Gauge).
 */
final class OpenTelemetryMetrics {

  private static final AttributeKey<String> APPLICATION =
      AttributeKey.stringKey(Metric.APPLICATION);
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey(Metric.OUTCOME);

  private OpenTelemetryMetrics() {}

  static @Nullable Runnable publish(MetricReader reader, BeanManager beans) {
    OpenTelemetry telemetry = find(beans);
    if (telemetry == null) {
      return null;
    }
    Meter meter = telemetry.getMeterProvider().get("io.lameduck");
    List<Runnable> closings = new ArrayList<>();
    Runnable removal = () -> closings.forEach(Runnable::run);
    try {
      for (Metric metric : Metric.values()) {
        closings.add(instrument(meter, metric, reader));
      }
    } catch (RuntimeException | LinkageError e) {
      removal.run();
      throw e;
    }
    return removal;
  }

  /** The bean, of the server (MicroProfile Telemetry 2.0) or the application; else the global. */
  private static @Nullable OpenTelemetry find(BeanManager beans) {
    Instance<OpenTelemetry> bean = beans.createInstance().select(OpenTelemetry.class);
    return bean.isResolvable() ? bean.get() : global();
  }

  /**
   * Only if it is set. To get one that is not sets it for good, to one that does nothing, and a
   * later attempt to set it fails.
   */
  private static @Nullable OpenTelemetry global() {
    try {
      return GlobalOpenTelemetry.isSet() ? GlobalOpenTelemetry.get() : null;
    } catch (NoSuchMethodError e) {
      return null; // Older than 1.57: it cannot be asked.
    }
  }

  /**
   * Of several applications on one meter each has instruments of the same name: that is allowed.
   */
  private static Runnable instrument(Meter meter, Metric metric, MetricReader reader) {
    Attributes attributes = attributes(metric, reader);
    return switch (metric.kind()) {
      case REQUESTS -> counter(meter, metric, "{request}", reader, attributes);
      case CONNECTIONS -> counter(meter, metric, "{connection}", reader, attributes);
      case STATE ->
          meter
                  .gaugeBuilder(metric.metricName())
                  .ofLongs()
                  .setDescription(metric.description())
                  .buildWithCallback(to -> to.record(reader.read(metric).longValue(), attributes))
              ::close;
      case SECONDS ->
          meter
                  .gaugeBuilder(metric.metricName())
                  .setDescription(metric.description())
                  .setUnit("s")
                  .buildWithCallback(to -> to.record(reader.read(metric).doubleValue(), attributes))
              ::close;
    };
  }

  private static Runnable counter(
      Meter meter, Metric metric, String unit, MetricReader reader, Attributes attributes) {
    return meter
            .upDownCounterBuilder(metric.metricName())
            .setDescription(metric.description())
            .setUnit(unit)
            .buildWithCallback(to -> to.record(reader.read(metric).longValue(), attributes))
        ::close;
  }

  private static Attributes attributes(Metric metric, MetricReader reader) {
    AttributesBuilder attributes = Attributes.builder().put(APPLICATION, reader.application());
    if (!metric.outcome().isEmpty()) {
      attributes.put(OUTCOME, metric.outcome());
    }
    return attributes.build();
  }
}
