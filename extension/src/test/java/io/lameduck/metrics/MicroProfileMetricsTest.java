package io.lameduck.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.Forked;
import io.lameduck.inflight.Lease;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The figures in a registry of MicroProfile Metrics; the real ones are tested on the servers. */
class MicroProfileMetricsTest {

  private static FakeRegistry registry = new FakeRegistry(100);

  /** Wants an annotated injection point, as those of Payara and of SmallRye Metrics do. */
  @ApplicationScoped
  static class Producer {
    @Produces
    @Default
    @RegistryScope
    MetricRegistry registry(InjectionPoint point) {
      assertThat(point.getAnnotated().getAnnotation(RegistryScope.class).scope())
          .isEqualTo("application");
      return registry.registry();
    }
  }

  /** Must not be used where the other is there. */
  @ApplicationScoped
  static class Telemetry {
    @Produces
    OpenTelemetry telemetry() {
      throw new AssertionError("asked");
    }
  }

  @Test
  void theMetricsAreGauges() {
    registry = new FakeRegistry(100);
    try (RunningApplication application =
        RunningApplication.with(Producer.class, Telemetry.class)) {
      Lease running = Lease.of(application.drain().enter("GET", "/test"));
      String tags = "{lameduck_application=/test}";
      String late = "lameduck.late_requests{lameduck_application=/test, lameduck_outcome=";
      assertThat(registry.values())
          .hasSize(Metric.values().length)
          .containsEntry("lameduck.active_requests" + tags, 1.0)
          .containsEntry("lameduck.phase" + tags, 0.0)
          .containsEntry("lameduck.drain.duration" + tags, 0.0)
          .containsEntry(late + "served}", 0.0)
          .containsEntry(late + "rejected}", 0.0);
      running.end();
      application.drainAndLook(
          () ->
              assertThat(registry.values())
                  .containsEntry("lameduck.phase" + tags, 1.0)
                  .containsEntry(late + "served}", 1.0)
                  .containsEntry(late + "rejected}", 1.0));
      assertThat(registry.values()).containsEntry("lameduck.phase" + tags, 3.0);
    }
    assertThat(registry.values()).as("the application is gone").isEmpty();
  }

  /** One line, nothing left half done, and the application goes on. */
  @Test
  void aRegistryThatRefusesIsALineOfTheLog() {
    registry = new FakeRegistry(2);
    Lines lines = new Lines();
    Logger logger = Logger.getLogger("io.lameduck");
    logger.addHandler(lines);
    try (RunningApplication application = RunningApplication.with(Producer.class)) {
      assertThat(application.drain().announced()).isFalse();
      assertThat(registry.values()).isEmpty();
      assertThat(lines.lines)
          .filteredOn(line -> line.contains("LD0039"))
          .singleElement()
          .asString()
          .startsWith("WARNING LD0039: Metrics not published: MicroProfile Metrics");
    } finally {
      logger.removeHandler(lines);
    }
  }

  /** The controls are the tests above and those of OpenTelemetry. */
  @Test
  void withoutEitherApiEverythingElseWorks() throws Exception {
    try (Forked program =
        Forked.startWithout(
            List.of("microprofile-metrics-api", "opentelemetry-"),
            Class.forName("io.lameduck.cdi.ContainerProgram"))) {
      List<String> lines = program.awaitLine("READY beans: LameduckBean");
      program.sigterm();
      lines.addAll(program.awaitLine("LD0005"));
      lines.addAll(program.rest());
      assertThat(lines)
          .noneMatch(line -> line.contains("NoClassDefFoundError") || line.contains("WARN"))
          .noneMatch(line -> line.matches(".*LD00(38|39|40).*"));
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  private static final class Lines extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(@Nullable LogRecord line) {
      if (line != null) {
        lines.add(line.getLevel() + " " + line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
