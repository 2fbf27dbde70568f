package io.lameduck.tck.kubernetes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A balancer outside the cluster, which asks each node for its health and sends nothing to a node
 * that has failed so many checks in a row. Safe for use by several threads.
 */
public final class NodeBalancer {

  private final int checksToFall;
  private final Map<String, ProbeState> nodes = new LinkedHashMap<>();

  /** No node yet. */
  public NodeBalancer(int checksToFall) {
    this.checksToFall = checksToFall;
  }

  /** Adds a node, which is in until its checks fail. Has no effect on one that is there. */
  public synchronized void add(String node) {
    nodes.computeIfAbsent(node, name -> new ProbeState(checksToFall, true));
  }

  /** Takes in the answer of each node, as the rule gives it. */
  public synchronized void check(ServiceRouting routing, EndpointSlices slices) {
    nodes.forEach((node, state) -> state.report(routing.isHealthy(slices.seen(), node)));
  }

  /** All nodes, in the order in which they were added. */
  public synchronized List<String> nodes() {
    return List.copyOf(nodes.keySet());
  }

  /** The nodes that get connections, in the order in which they were added. */
  public synchronized List<String> in() {
    return nodes.entrySet().stream()
        .filter(node -> node.getValue().isUp())
        .map(Map.Entry::getKey)
        .toList();
  }
}
