package io.lameduck.samples.kubernetes;

import io.fabric8.kubernetes.api.model.Probe;
import io.lameduck.config.Settings;
import io.lameduck.samples.kubernetes.ServiceRouting.Endpoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
    boolean ready = true;
    boolean serving = true;
    int failures;
    long nextProbe;
    long deleted = -1;
    long lastArrival;
    long exit = Long.MAX_VALUE;

    Pod(String name, String node, long now) {
      this.name = name;
      this.node = node;
      this.nextProbe = now;
    }

    Endpoint endpoint() {
      return new Endpoint(name, node, serving, deleted >= 0);
    }
  }

  private final Settings settings;
  private final int probePeriod;
  private final int probeThreshold;
  private final boolean local;
  private final ServiceRouting routing;
  private final int lag;
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final Deque<Set<Endpoint>> slices = new ArrayDeque<>();
  private final Set<String> nodes = new LinkedHashSet<>();
  private final Map<String, Integer> failedChecks = new HashMap<>();
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
    this.lag = (int) lag.toMillis();
  }

  /** A new pod that is ready. */
  SimulatedCluster start(String pod, String node) {
    pods.put(pod, new Pod(pod, node, now));
    nodes.add(node);
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
    return nodes.stream()
        .flatMap(node -> routing.candidates(seen(), node).stream())
        .anyMatch(endpoint -> endpoint.pod().equals(pod));
  }

  private void step() {
    pods.values().forEach(this::drain);
    pods.values().removeIf(pod -> pod.exit <= now);
    pods.values().forEach(this::probe);
    slices.addLast(new LinkedHashSet<>(pods.values().stream().map(Pod::endpoint).toList()));
    if (slices.size() > lag / STEP + 1) {
      slices.removeFirst();
    }
    if (local && now % CHECK_INTERVAL == 0) {
      nodes.forEach(this::check);
    }
    nodes.stream().filter(this::isIn).forEach(this::connect);
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
    pod.failures = pod.ready && !draining ? 0 : pod.failures + 1;
    pod.serving = pod.failures < probeThreshold;
  }

  private Set<Endpoint> seen() {
    return slices.getFirst();
  }

  private void check(String node) {
    failedChecks.merge(node, 1, Integer::sum);
    if (routing.isHealthy(seen(), node)) {
      failedChecks.put(node, 0);
    }
  }

  private boolean isIn(String node) {
    return failedChecks.getOrDefault(node, 0) < CHECKS_TO_FALL;
  }

  private void connect(String node) {
    sent++;
    List<Endpoint> candidates = routing.candidates(seen(), node);
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
