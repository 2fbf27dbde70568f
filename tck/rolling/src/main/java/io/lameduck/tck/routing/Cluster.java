package io.lameduck.tck.routing;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.kubernetes.Endpoint;
import io.lameduck.tck.kubernetes.EndpointSlices;
import io.lameduck.tck.kubernetes.NodeBalancer;
import io.lameduck.tck.kubernetes.ServiceRouting;
import io.lameduck.tck.load.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Pods on real servers, and in real time what a cluster does with them: the kubelet's probes,
 * endpoint slices, rules that come a lag later, and a balancer that asks each node. Used by one
 * thread, but for its {@link #router}.
 */
final class Cluster implements AutoCloseable {

  /** The balancer of Google Cloud. */
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(8);

  private static final int CHECKS_TO_FALL = 3;

  /** From a change of the slices to the moment just after a check. */
  private static final Duration AFTER_A_CHECK = Duration.ofMillis(200);

  /** More than a start and more than any grace period here. */
  private static final Duration BOUND = Duration.ofMinutes(3);

  private static final int THREADS = 12;

  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /**
   * What all pods have in common.
   *
   * @param folder that has a folder for each pod
   */
  record Template(
      ServerUnderTest server, Path javaHome, Path folder, Path war, PodSpec spec, Duration lag) {}

  private final Template template;
  private final Console console;
  private final EndpointSlices slices;
  private final ServiceRouter router;
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final List<Pod> stopped = new ArrayList<>();
  private final AtomicReference<CompletableFuture<Void>> nextCheck =
      new AtomicReference<>(new CompletableFuture<>());
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(THREADS, Cluster::daemon);

  /** Without a pod; the balancer begins to ask. */
  Cluster(Template template, Console console) {
    this.template = template;
    this.console = console;
    this.slices = new EndpointSlices(template.lag(), System::nanoTime);
    ServiceRouting routing = new ServiceRouting(template.spec().local());
    this.router = new ServiceRouter(routing, slices, new NodeBalancer(CHECKS_TO_FALL));
    if (template.spec().local()) {
      repeat(this::check, CHECK_INTERVAL);
    }
  }

  ServiceRouter router() {
    return router;
  }

  /** Starts a pod on that node, and its probes with it; returns at once. */
  void start(String name, String node) throws IOException {
    console.event(name + " starts on node " + node);
    Path folder = Files.createDirectories(template.folder().resolve("pod-" + name));
    List<String> options = new ArrayList<>(JVM);
    options.addAll(template.spec().jvmOptions());
    ServerSetup setup =
        new ServerSetup(
            folder,
            FreePorts.next(),
            FreePorts.next(),
            List.of(template.war()),
            List.of(ShopWar.PATH),
            template.javaHome(),
            options);
    Pod pod = new Pod(name, node, template.server().start(setup), template.spec());
    router.add(name, node, pod.process().httpPort());
    synchronized (pods) {
      pods.put(name, pod);
    }
    repeat(() -> probe(pod), template.spec().probePeriod());
  }

  /** Blocks until the pod's readiness probe succeeds. */
  void awaitReady(String name) throws InterruptedException {
    await(pod(name).ready(), template.spec().startupLimit(), name);
    console.event(name + " is ready");
  }

  /** Blocks until a new pod counts as available, so that an old one is stopped for it. */
  void awaitAvailable(String name) throws InterruptedException {
    awaitReady(name);
    pass(template.spec().minReady());
  }

  /** Deletes a pod: its endpoint terminates and its process gets SIGTERM. Returns at once. */
  void delete(String name) {
    Pod pod = pod(name);
    console.event(name + " is deleted");
    stopped.add(pod);
    pod.terminate();
    publish();
    threads.execute(() -> stop(pod));
  }

  /** Blocks until the process of a pod that is deleted has ended. */
  void awaitGone(String name) throws InterruptedException {
    Pod pod = stopped.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    await(pod.gone(), BOUND, name);
  }

  /** A pod's application says DOWN; blocks until the probe has failed often enough. */
  void turnUnready(String name) throws IOException, InterruptedException {
    Pod pod = pod(name);
    console.event(name + " says DOWN");
    stopped.add(pod);
    pod.turnUnready();
    await(pod.unready(), BOUND, name);
    console.event(name + " is not ready");
  }

  /**
   * Blocks until a change that is made now reaches the nodes just after the balancer has asked
   * them, so that the balancer learns of it as late as it can.
   */
  void awaitWorstMoment() throws InterruptedException {
    awaitCheck();
    long rest = CHECK_INTERVAL.minus(template.lag()).plus(AFTER_A_CHECK).toMillis();
    pass(Duration.ofMillis(Math.floorMod(rest, CHECK_INTERVAL.toMillis())));
  }

  /** Blocks until the balancer sends nothing more to that node. */
  void awaitOut(String node) throws InterruptedException {
    while (router.isIn(node)) {
      awaitCheck();
    }
    console.event("the balancer leaves out node " + node);
  }

  private void awaitCheck() throws InterruptedException {
    await(Objects.requireNonNull(nextCheck.get()), CHECK_INTERVAL.multipliedBy(2), "a check");
  }

  /** Blocks until each change so far has reached the nodes. */
  void passLag() throws InterruptedException {
    pass(template.lag());
  }

  /** Lets this much time of the scenario pass. */
  void pass(Duration time) throws InterruptedException {
    CompletableFuture<Void> over = new CompletableFuture<>();
    over.completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
    await(over, time.plus(BOUND), "the time");
  }

  /** Of each pod that was told something: when its last connection came, and when it ended. */
  List<String> ends() {
    return stopped.stream().map(this::end).toList();
  }

  private String end(Pod pod) {
    String last =
        router.lastRouted(pod.name()).stream()
            .mapToObj(time -> "last connection " + seconds(time - pod.turned()))
            .findFirst()
            .orElse("no connection");
    if (!pod.gone().isDone()) {
      return pod.name() + ": " + last;
    }
    Pod.End end = pod.gone().join();
    return "%s: %s, %s %s (%d)"
        .formatted(
            pod.name(),
            last,
            end.killed() ? "KILLED" : "exit",
            seconds(end.exitTime().toNanos()),
            end.exitCode());
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    synchronized (pods) {
      pods.values().forEach(this::close);
      stopped.forEach(this::close);
    }
  }

  private void close(Pod pod) {
    pod.process().close();
    try {
      Path file = template.folder().resolve("pod-" + pod.name()).resolve("output.txt");
      Files.writeString(file, pod.process().log());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the log of " + pod.name(), e);
    }
  }

  private Pod pod(String name) {
    synchronized (pods) {
      return Objects.requireNonNull(pods.get(name), name);
    }
  }

  private void probe(Pod pod) {
    pod.probe();
    publish();
  }

  private void publish() {
    synchronized (pods) {
      LinkedHashSet<Endpoint> endpoints = new LinkedHashSet<>();
      pods.values().forEach(pod -> endpoints.add(pod.endpoint()));
      slices.publish(endpoints);
    }
  }

  private void stop(Pod pod) {
    try {
      Pod.End end = pod.stop();
      console.event(pod.name() + " is gone, exit code " + end.exitCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // By close().
    }
    synchronized (pods) {
      pods.remove(pod.name());
    }
    publish();
  }

  private void check() {
    router.checkNodes();
    nextCheck.getAndSet(new CompletableFuture<>()).complete(null);
  }

  private void repeat(Runnable task, Duration period) {
    var unused = threads.scheduleAtFixedRate(task, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void await(CompletableFuture<?> event, Duration bound, String what)
      throws InterruptedException {
    try {
      event.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(what + ": not within " + bound, e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cluster");
    thread.setDaemon(true);
    return thread;
  }
}
