package io.lameduck.tck.routing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Something that happens to the pods of a Service. */
enum Scenario {
  ROLLING_UPDATE("a@1 b@2"),
  /** The control: the application without the jar. */
  ROLLING_UPDATE_BARE("a@1 b@2"),
  SCALE_DOWN("a@1 b@2 c@3"),
  NODE_DRAIN("a@1 b@1 c@2"),
  ONE_REPLICA("a@1"),
  /** The control: DOWN at once, and a probe that fails at the first DOWN. */
  ONE_REPLICA_STRICT("a@1"),
  LOCAL("a@1 b@2"),
  /** The control, as above. */
  LOCAL_STRICT("a@1 b@2"),
  /** That probe, and readiness that stays UP for long enough. */
  LOCAL_STRICT_DELAYED("a@1 b@2"),
  UNREADY("a@1 b@2");

  /** Name and node of each pod at the beginning. */
  private final String pods;

  Scenario(String pods) {
    this.pods = pods;
  }

  /** Whether {@code externalTrafficPolicy} is {@code Local}. */
  boolean local() {
    return switch (this) {
      case LOCAL, LOCAL_STRICT, LOCAL_STRICT_DELAYED -> true;
      default -> false;
    };
  }

  boolean withJar() {
    return this != ROLLING_UPDATE_BARE;
  }

  /** What the manifests say, but for what this scenario changes. */
  PodSpec changed(PodSpec shipped) {
    return switch (this) {
      case ONE_REPLICA_STRICT, LOCAL_STRICT -> shipped.withFailureThreshold(1);
      case LOCAL_STRICT_DELAYED ->
          shipped.withFailureThreshold(1).with("lameduck.readiness.delay", "25s");
      default -> shipped;
    };
  }

  /** Starts the pods that are there at the beginning, and blocks until all nodes know them. */
  void prepare(Cluster cluster) throws IOException, InterruptedException {
    List<String[]> places = Stream.of(pods.split(" ", -1)).map(pod -> pod.split("@", -1)).toList();
    for (String[] place : places) {
      cluster.start(place[0], place[1]);
    }
    for (String[] place : places) {
      cluster.awaitReady(place[0]);
    }
    cluster.passLag();
    cluster.pass(Duration.ofSeconds(1));
  }

  /** Does what happens while the load goes on; blocks until it is over. */
  void run(Cluster cluster) throws IOException, InterruptedException {
    switch (this) {
      case ROLLING_UPDATE, ROLLING_UPDATE_BARE -> rollingUpdate(cluster);
      case SCALE_DOWN -> scaleDown(cluster);
      case NODE_DRAIN -> drainOfANode(cluster);
      case ONE_REPLICA, ONE_REPLICA_STRICT -> eviction(cluster);
      case LOCAL, LOCAL_STRICT, LOCAL_STRICT_DELAYED -> lastOfANode(cluster);
      case UNREADY -> unready(cluster);
    }
  }

  /** A new pod comes first, as {@code maxUnavailable: 0} and {@code maxSurge: 1} have it. */
  private static void rollingUpdate(Cluster cluster) throws IOException, InterruptedException {
    cluster.start("c", "1");
    cluster.awaitAvailable("c");
    cluster.delete("a");
    cluster.start("d", "2");
    cluster.awaitAvailable("d");
    cluster.delete("b");
    cluster.awaitGone("a");
    cluster.awaitGone("b");
  }

  private static void scaleDown(Cluster cluster) throws InterruptedException {
    cluster.delete("a");
    cluster.delete("b");
    cluster.awaitGone("a");
    cluster.awaitGone("b");
  }

  /** The budget lets one pod go at a time, and its replacement runs on another node. */
  private static void drainOfANode(Cluster cluster) throws IOException, InterruptedException {
    cluster.delete("a");
    cluster.start("d", "2");
    cluster.awaitReady("d");
    cluster.delete("b");
    cluster.start("e", "2");
    cluster.awaitReady("e");
    cluster.awaitGone("a");
    cluster.awaitGone("b");
  }

  /** The replacement is started when the only pod is told to go. */
  private static void eviction(Cluster cluster) throws IOException, InterruptedException {
    cluster.delete("a");
    cluster.start("b", "2");
    cluster.awaitReady("b");
    cluster.awaitGone("a");
  }

  private static void lastOfANode(Cluster cluster) throws InterruptedException {
    cluster.awaitWorstMoment();
    cluster.delete("a");
    cluster.awaitOut("1");
    cluster.awaitGone("a");
  }

  private static void unready(Cluster cluster) throws IOException, InterruptedException {
    cluster.turnUnready("a");
    cluster.passLag();
  }
}
