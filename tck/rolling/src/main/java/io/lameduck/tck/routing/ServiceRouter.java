package io.lameduck.tck.routing;

import io.lameduck.tck.kubernetes.Endpoint;
import io.lameduck.tck.kubernetes.EndpointSlices;
import io.lameduck.tck.kubernetes.NodeBalancer;
import io.lameduck.tck.kubernetes.ServiceRouting;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The way of a new connection: to the node whose turn it is, and by the rules of that node to one
 * of its candidates at random. Safe for use by several threads.
 */
final class ServiceRouter implements Supplier<OptionalInt> {

  private final ServiceRouting routing;
  private final EndpointSlices slices;
  private final NodeBalancer balancer;
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final Map<String, Long> lastRouted = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  /** Routes to nothing yet. */
  ServiceRouter(ServiceRouting routing, EndpointSlices slices, NodeBalancer balancer) {
    this.routing = routing;
    this.slices = slices;
    this.balancer = balancer;
  }

  /** Tells where that pod listens, before the slices have it. */
  void add(String pod, String node, int port) {
    ports.put(pod, port);
    balancer.add(node);
  }

  /** The balancer asks each node. */
  void checkNodes() {
    balancer.check(routing, slices);
  }

  /** Whether the balancer sends connections to that node. */
  boolean isIn(String node) {
    return balancer.in().contains(node);
  }

  /** The port of the pod that a new connection gets; empty if the connection is dropped. */
  @Override
  public OptionalInt get() {
    List<String> nodes = balancer.in();
    List<Endpoint> candidates =
        nodes.isEmpty()
            ? List.of()
            : routing.candidates(
                slices.seen(), nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size())));
    if (candidates.isEmpty()) {
      dropped.increment();
      return OptionalInt.empty();
    }
    String pod = candidates.get(ThreadLocalRandom.current().nextInt(candidates.size())).pod();
    lastRouted.put(pod, System.nanoTime());
    return OptionalInt.of(Objects.requireNonNull(ports.get(pod), pod));
  }

  /** How many connections had no candidate. */
  long dropped() {
    return dropped.sum();
  }

  /** When that pod got its last connection, by {@link System#nanoTime}; empty if it got none. */
  OptionalLong lastRouted(String pod) {
    Long time = lastRouted.get(pod);
    return time == null ? OptionalLong.empty() : OptionalLong.of(time);
  }
}
