package io.lameduck.tck.kubernetes;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** kube-proxy's choice among the endpoints of a Service, as KEP-1669 has it. */
public final class ServiceRouting {

  private final boolean local;

  /** With {@code externalTrafficPolicy: Local}, or {@code Cluster}. */
  public ServiceRouting(boolean local) {
    this.local = local;
  }

  /** Those that a new connection to this node may get; empty if it is dropped. */
  public List<Endpoint> candidates(Set<Endpoint> endpoints, String node) {
    List<Endpoint> ready = inScope(endpoints, node, Endpoint::ready);
    return ready.isEmpty() ? inScope(endpoints, node, Endpoint::serving) : ready;
  }

  /** What kube-proxy tells a balancer of this node (healthCheckNodePort). */
  public boolean isHealthy(Set<Endpoint> endpoints, String node) {
    return !inScope(endpoints, node, Endpoint::ready).isEmpty();
  }

  private List<Endpoint> inScope(
      Set<Endpoint> endpoints, String node, Predicate<Endpoint> condition) {
    return endpoints.stream()
        .filter(endpoint -> !local || endpoint.node().equals(node))
        .filter(condition)
        .toList();
  }
}
