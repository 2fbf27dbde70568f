package io.lameduck.samples.kubernetes;

import io.fabric8.kubernetes.api.model.Probe;
import io.lameduck.config.Settings;
import io.lameduck.tck.kubernetes.Endpoint;
import io.lameduck.tck.kubernetes.EndpointSlices;
import io.lameduck.tck.kubernetes.NodeBalancer;
import io.lameduck.tck.kubernetes.ProbeState;
import io.lameduck.tck.kubernetes.ServiceRouting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pods, probes, endpoint slices, kube-proxies and a balancer, in simulated time: one new connection
 * to each node every 50 ms. Every pod drains as the jar does with its settings; what arrives before
 * its end is served.
 */
final class SimulatedCluster {

  private static final int STEP = 50;

  /** The server's own stop: WildFly's, measured. */
  private static final int STOP = 600;

  /** The balancer of Google Cloud. */
  private static final int CHECK_INTERVAL = 8_000;

  private static final int CHECKS_TO_FALL = 3;

  private static final class Pod {
    final String name;
    final String node;
    final ProbeState probe;
    boolean ready = true;
    long nextProbe;
    long deleted = -1;
    long lastArrival;
    long exit = Long.MAX_VALUE;

    Pod(String name, String node, ProbeState probe, long now) {
      this.name = name;
      this.node = node;
      this.probe = probe;
      this.nextProbe = now;
    }

    Endpoint endpoint() {
      return new Endpoint(name, node, probe.isUp(), deleted >= 0);
    }
  }

  private final Settings settings;
  private final int probePeriod;
  private final int probeThreshold;
  private final boolean local;
  private final ServiceRouting routing;
  private final EndpointSlices slices;
  private final NodeBalancer balancer = new NodeBalancer(CHECKS_TO_FALL);
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private long now;
  private long turn;
  private int sent;
  private final List<String> failed = new ArrayList<>();

  /**
   * With the pods' settings and probe of these manifests.
   *
   * @param lag from a change of a pod to the rules of every node
   */
  SimulatedCluster(Rendered manifests, Duration lag) {
    this(
        manifests.settings(),
        manifests.container().getReadinessProbe(),
        "Local".equals(manifests.service().getSpec().getExternalTrafficPolicy()),
        lag);
  }

  /** With another probe, or other settings. */
  SimulatedCluster(Settings settings, Probe probe, boolean local, Duration lag) {
    this.settings = settings;
    this.probePeriod = probe.getPeriodSeconds() * 1_000;
    this.probeThreshold = probe.getFailureThreshold();
    this.local = local;
    this.routing = new ServiceRouting(local);
    this.slices = new EndpointSlices(lag, () -> Duration.ofMillis(now).toNanos());
  }

  /** A new pod that is ready. */
  SimulatedCluster start(String pod, String node) {
    pods.put(pod, new Pod(pod, node, new ProbeState(probeThreshold, true), now));
    balancer.add(node);
    return this;
  }

  /** Deletes a pod, which gets SIGTERM. */
  SimulatedCluster delete(String pod) {
    Pod deleted = pod(pod);
    deleted.deleted = now;
    deleted.lastArrival = now;
    return this;
  }

  /** A pod says DOWN for a reason of the application. */
  SimulatedCluster unready(String pod) {
    pod(pod).ready = false;
    return this;
  }

  private Pod pod(String name) {
    return Objects.requireNonNull(pods.get(name), name);
  }

  /** Lets time pass. */
  SimulatedCluster pass(Duration time) {
    long until = now + time.toMillis();
    while (now < until) {
      step();
      now += STEP;
    }
    return this;
  }

  /** How many connections were asked for. */
  int sent() {
    return sent;
  }

  /** When and why each that failed did. */
  List<String> failed() {
    return failed;
  }

  /** Whether a pod still gets connections that are new. */
  boolean isRouted(String pod) {
    return balancer.nodes().stream()
        .flatMap(node -> routing.candidates(slices.seen(), node).stream())
        .anyMatch(endpoint -> endpoint.pod().equals(pod));
  }

  private void step() {
    pods.values().forEach(this::drain);
    pods.values().removeIf(pod -> pod.exit <= now);
    pods.values().forEach(this::probe);
    Stream<Endpoint> endpoints = pods.values().stream().map(Pod::endpoint);
    slices.publish(endpoints.collect(Collectors.toCollection(LinkedHashSet::new)));
    if (local && now % CHECK_INTERVAL == 0) {
      balancer.check(routing, slices);
    }
    balancer.in().forEach(this::connect);
  }

  /** At least min after readiness is DOWN, then until quiet, at most max. */
  private void drain(Pod pod) {
    if (pod.deleted < 0 || pod.exit != Long.MAX_VALUE) {
      return;
    }
    long elapsed = now - pod.deleted;
    boolean quiet = now - pod.lastArrival >= settings.announceQuiet().toMillis();
    if (elapsed >= settings.announceMax().toMillis()
        || (quiet && elapsed >= settings.lameDuckMin().toMillis())) {
      pod.exit = now + STOP;
    }
  }

  private void probe(Pod pod) {
    if (now < pod.nextProbe) {
      return;
    }
    pod.nextProbe += probePeriod;
    boolean draining =
        pod.deleted >= 0 && now - pod.deleted >= settings.readinessDelay().toMillis();
    pod.probe.report(pod.ready && !draining);
  }

  private void connect(String node) {
    sent++;
    List<Endpoint> candidates = routing.candidates(slices.seen(), node);
    if (candidates.isEmpty()) {
      failed.add(now + " ms: dropped at " + node);
      return;
    }
    Endpoint chosen = candidates.get((int) (turn++ % candidates.size()));
    Pod pod = pods.get(chosen.pod());
    if (pod == null) {
      failed.add(now + " ms: refused, " + chosen.pod() + " is gone");
    } else {
      pod.lastArrival = now;
    }
  }
}
