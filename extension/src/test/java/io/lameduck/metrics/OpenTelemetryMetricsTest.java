package io.lameduck.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.inflight.Lease;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures as an exporter gets them from the real SDK. */
class OpenTelemetryMetricsTest {

  private static final String ACTIVE = "lameduck.active_requests{lameduck.application=/test}";
  private static final String PHASE = "lameduck.phase{lameduck.application=/test}";
  private static final String DURATION = "lameduck.drain.duration{lameduck.application=/test}";

  private static InMemoryMetricReader reader = InMemoryMetricReader.create();

  private static OpenTelemetrySdk sdk() {
    return OpenTelemetrySdk.builder()
        .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
        .build();
  }

  /** As a server with MicroProfile Telemetry has it. */
  @ApplicationScoped
  static class Telemetry {
    @Produces
    @ApplicationScoped
    OpenTelemetry telemetry() {
      return sdk();
    }
  }

  /** An application that brings OpenTelemetry along, and sets it up as it starts. */
  @ApplicationScoped
  static class SetsTheGlobal {
    void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
      GlobalOpenTelemetry.set(sdk());
    }
  }

  @BeforeEach
  void emptyReader() {
    reader = InMemoryMetricReader.create();
    GlobalOpenTelemetry.resetForTest();
  }

  @AfterEach
  void noGlobal() {
    GlobalOpenTelemetry.resetForTest();
  }

  private static String attributes(Attributes attributes) {
    List<String> pairs = new ArrayList<>();
    attributes.forEach((key, value) -> pairs.add(key.getKey() + "=" + value));
    return "{" + String.join(",", pairs) + "}";
  }

  private static double value(PointData point) {
    return point instanceof io.opentelemetry.sdk.metrics.data.LongPointData number
        ? number.getValue()
        : ((io.opentelemetry.sdk.metrics.data.DoublePointData) point).getValue();
  }

  private static Map<String, Double> collect() {
    Map<String, Double> values = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      assertThat(metric.getInstrumentationScopeInfo().getName()).isEqualTo("io.lameduck");
      for (PointData point : metric.getData().getPoints()) {
        values.put(metric.getName() + attributes(point.getAttributes()), value(point));
      }
    }
    return values;
  }

  @Test
  void theMetricsFollowTheDrain() {
    try (RunningApplication application = RunningApplication.with(Telemetry.class)) {
      Lease running = Lease.of(application.drain().enter("GET", "/test"));
      assertThat(collect())
          .containsEntry(ACTIVE, 1.0)
          .containsEntry(PHASE, 0.0)
          .containsEntry(DURATION, 0.0)
          .hasSize(Metric.values().length);
      running.end();
      application.drainAndLook(
          () -> {
            Map<String, Double> values = collect();
            String late = "lameduck.late_requests{lameduck.application=/test,";
            assertThat(values)
                .containsEntry(ACTIVE, 1.0)
                .containsEntry(PHASE, 1.0)
                .containsEntry(late + "lameduck.outcome=served}", 1.0)
                .containsEntry(late + "lameduck.outcome=rejected}", 1.0);
            assertThat(values.get(DURATION)).isPositive().isLessThan(5);
          });
      Map<String, Double> values = collect();
      assertThat(values).containsEntry(ACTIVE, 0.0).containsEntry(PHASE, 3.0);
      assertThat(values.get(DURATION)).isPositive();
      assertThat(collect()).as("it stays").containsEntry(DURATION, values.get(DURATION));
    }
    assertThat(collect()).as("the application is gone").isEmpty();
  }

  @Test
  void countsAndUnitsAreThoseOfTheConventions() {
    try (RunningApplication application = RunningApplication.with(Telemetry.class)) {
      assertThat(application.drain().announced()).isFalse();
      assertThat(reader.collectAllMetrics())
          .extracting(metric -> metric.getName() + " " + metric.getType() + " " + metric.getUnit())
          .containsExactlyInAnyOrder(
              "lameduck.active_requests LONG_SUM {request}",
              "lameduck.phase LONG_GAUGE ",
              "lameduck.late_requests LONG_SUM {request}",
              "lameduck.http2.goaways LONG_SUM {connection}",
              "lameduck.drain.duration DOUBLE_GAUGE s");
    }
  }

  @Test
  void aGlobalThatTheApplicationHasSetIsUsed() {
    try (RunningApplication application = RunningApplication.with(SetsTheGlobal.class)) {
      assertThat(application.drain().announced()).isFalse();
      assertThat(collect()).containsEntry(PHASE, 0.0);
    }
    assertThat(collect()).isEmpty();
  }

  /** Whoever sets it later must not fail. */
  @Test
  void aGlobalThatIsNotSetStaysSo() {
    try (RunningApplication application = RunningApplication.with()) {
      assertThat(application.drain().announced()).isFalse();
      assertThat(GlobalOpenTelemetry.isSet()).isFalse();
    }
  }
}
