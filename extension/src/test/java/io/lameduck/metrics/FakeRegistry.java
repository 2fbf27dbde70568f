package io.lameduck.metrics;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricFilter;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/** Knows gauges only, and adds a tag of its own to each, as servers do that are told to. */
final class FakeRegistry implements InvocationHandler {

  private final Map<MetricID, Supplier<? extends Number>> gauges = new HashMap<>();
  private final int most;

  /** Refuses more than so many. */
  FakeRegistry(int most) {
    this.most = most;
  }

  MetricRegistry registry() {
    return (MetricRegistry)
        Proxy.newProxyInstance(
            FakeRegistry.class.getClassLoader(), new Class<?>[] {MetricRegistry.class}, this);
  }

  Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    gauges.forEach(
        (id, gauge) ->
            values.put(
                id.getName() + new TreeMap<>(id.getTags()).headMap("mp_app"),
                gauge.get().doubleValue()));
    return values;
  }

  @Override
  @SuppressWarnings("unchecked")
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
    if (method.getName().equals("gauge") && arguments[0] instanceof Metadata metadata) {
      if (gauges.size() == most) {
        throw new IllegalArgumentException("full");
      }
      Tag[] given = (Tag[]) arguments[2];
      Tag[] tags = Arrays.copyOf(given, given.length + 1);
      tags[given.length] = new Tag("mp_app", "of the server");
      gauges.put(new MetricID(metadata.getName(), tags), (Supplier<? extends Number>) arguments[1]);
      return null;
    }
    if (method.getName().equals("removeMatching")) {
      MetricFilter filter = (MetricFilter) arguments[0];
      gauges.keySet().removeIf(id -> filter.matches(id, (Gauge<Number>) () -> 0));
      return null;
    }
    throw new UnsupportedOperationException(method.getName());
  }
}
