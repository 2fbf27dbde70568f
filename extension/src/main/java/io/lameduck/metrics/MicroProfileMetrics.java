package io.lameduck.metrics;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;
import org.jspecify.annotations.Nullable;

/**
 * The one file that touches MicroProfile Metrics. The metrics are gauges of the application's own
 * scope, {@code mp_scope="application"}. Some servers have one registry for all applications, so
 * each metric has a tag that tells them apart.
 */
final class MicroProfileMetrics {

  private static final String APPLICATION = tagName(Metric.APPLICATION);
  private static final String OUTCOME = tagName(Metric.OUTCOME);

  private MicroProfileMetrics() {}

  static @Nullable Runnable publish(MetricReader reader, BeanManager beans) {
    if (beans.createInstance().select(MetricRegistry.class).isUnsatisfied()) {
      return null; // The API alone, perhaps in the application.
    }
    MetricRegistry registry = registry(beans);
    // Now, not at the end: the class loader of an application that has failed may load no more.
    MetricFilter ours = filter(reader.application());
    Runnable removal = () -> registry.removeMatching(ours);
    try {
      for (Metric metric : Metric.values()) {
        Object unused =
            registry.gauge(metadata(metric), () -> reader.read(metric), tags(metric, reader));
      }
    } catch (RuntimeException | LinkageError e) {
      removal.run();
      throw e;
    }
    return removal;
  }

  /**
   * By injection: the servers' producers read the scope from the annotated injection point, which a
   * look-up by a program does not have.
   */
  private static MetricRegistry registry(BeanManager beans) {
    InjectionTarget<Holder> target =
        beans
            .getInjectionTargetFactory(beans.createAnnotatedType(Holder.class))
            .createInjectionTarget(null);
    CreationalContext<Holder> context = beans.createCreationalContext(null);
    Holder holder = target.produce(context);
    target.inject(holder, context);
    return Objects.requireNonNull(holder.registry);
  }

  private static Metadata metadata(Metric metric) {
    return Metadata.builder()
        .withName(metric.metricName())
        .withDescription(metric.description())
        .withUnit(metric.kind() == Metric.Kind.SECONDS ? MetricUnits.SECONDS : MetricUnits.NONE)
        .build();
  }

  private static Tag[] tags(Metric metric, MetricReader reader) {
    List<Tag> tags = new ArrayList<>();
    tags.add(new Tag(APPLICATION, reader.application()));
    if (!metric.outcome().isEmpty()) {
      tags.add(new Tag(OUTCOME, metric.outcome()));
    }
    return tags.toArray(new Tag[0]);
  }

  /** By what they are, not by their ids: a server may have added tags of its own to those. */
  private static MetricFilter filter(String application) {
    return (id, metric) ->
        id.getName().startsWith("lameduck.") && application.equals(id.getTags().get(APPLICATION));
  }

  /** A tag has no dots (MicroProfile Metrics 5.1, Tag); Prometheus would have none either. */
  private static String tagName(String attribute) {
    return attribute.replace('.', '_');
  }

  /** Has no scope, so it is no bean; never used outside this file. */
  static final class Holder {

    @Inject
    @RegistryScope(scope = MetricRegistry.APPLICATION_SCOPE)
    @Nullable MetricRegistry registry;

    Holder() {}
  }
}
