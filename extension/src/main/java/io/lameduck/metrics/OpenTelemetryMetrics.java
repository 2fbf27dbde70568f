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
 * The one file that touches OpenTelemetry. The figures are asynchronous instruments of the meter
 * {@code io.lameduck}: counts are additive, so they are up-down counters, and the rest are gauges
 * (OpenTelemetry specification, Metrics API, Asynchronous UpDownCounter and Asynchronous Gauge).
 */
final class OpenTelemetryMetrics {

  private static final AttributeKey<String> APPLICATION =
      AttributeKey.stringKey(Figure.APPLICATION);
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey(Figure.OUTCOME);

  private OpenTelemetryMetrics() {}

  static @Nullable Runnable publish(Readings readings, BeanManager beans) {
    OpenTelemetry telemetry = find(beans);
    if (telemetry == null) {
      return null;
    }
    Meter meter = telemetry.getMeterProvider().get("io.lameduck");
    List<AutoCloseable> instruments = new ArrayList<>();
    Runnable removal = () -> instruments.forEach(OpenTelemetryMetrics::close);
    try {
      for (Figure figure : Figure.values()) {
        instruments.add(instrument(meter, figure, readings));
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
   * Only where it is set. To get one that is not sets it for good, to one that does nothing, and
   * whoever sets it afterwards fails.
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
  private static AutoCloseable instrument(Meter meter, Figure figure, Readings readings) {
    Attributes attributes = attributes(figure, readings);
    return switch (figure.kind()) {
      case COUNT ->
          meter
              .upDownCounterBuilder(figure.metric())
              .setDescription(figure.description())
              .setUnit("{request}")
              .buildWithCallback(to -> to.record(readings.read(figure).longValue(), attributes));
      case STATE ->
          meter
              .gaugeBuilder(figure.metric())
              .ofLongs()
              .setDescription(figure.description())
              .buildWithCallback(to -> to.record(readings.read(figure).longValue(), attributes));
      case SECONDS ->
          meter
              .gaugeBuilder(figure.metric())
              .setDescription(figure.description())
              .setUnit("s")
              .buildWithCallback(to -> to.record(readings.read(figure).doubleValue(), attributes));
    };
  }

  private static Attributes attributes(Figure figure, Readings readings) {
    AttributesBuilder attributes = Attributes.builder().put(APPLICATION, readings.application());
    if (!figure.outcome().isEmpty()) {
      attributes.put(OUTCOME, figure.outcome());
    }
    return attributes.build();
  }

  private static void close(AutoCloseable instrument) {
    try {
      instrument.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // Theirs declare none.
    }
  }
}
