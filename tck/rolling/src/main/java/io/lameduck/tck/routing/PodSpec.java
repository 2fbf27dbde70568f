package io.lameduck.tck.routing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the manifests of {@code samples/kubernetes} say of a pod and its Service.
 *
 * @param local whether {@code externalTrafficPolicy} is {@code Local}
 * @param gracePeriod from SIGTERM to SIGKILL
 * @param minReady how long a new pod is ready before an old one is stopped for it
 * @param startupLimit how long the startup probe may fail
 * @param probePeriod of the readiness probe
 * @param probeTimeout of the readiness probe
 * @param failureThreshold of the readiness probe
 * @param properties what the jar is configured with
 */
record PodSpec(
    boolean local,
    Duration gracePeriod,
    Duration minReady,
    Duration startupLimit,
    Duration probePeriod,
    Duration probeTimeout,
    int failureThreshold,
    Map<String, String> properties) {

  private static final String GRACE_PERIOD = "lameduck.grace-period";

  /** Those that the manifests may set, by their environment variables. */
  private static final List<String> KEYS =
      List.of(GRACE_PERIOD, "lameduck.announce.max", "lameduck.stop-reserve");

  private static final String[] POD = {"spec", "template", "spec"};
  private static final String[] CONTAINER = {"spec", "template", "spec", "containers", "shop"};

  PodSpec {
    properties = Map.copyOf(properties);
  }

  /**
   * Reads the base with the overlay of that server.
   *
   * @param samples the folder {@code samples/kubernetes}
   * @param local whether {@code overlays/local-traffic} comes on top
   */
  static PodSpec read(Path samples, String server, boolean local) throws IOException {
    Path overlays = samples.resolve("overlays");
    YamlTree deployment =
        YamlTree.read(samples.resolve("base/deployment.yaml"))
            .patched(YamlTree.read(overlays.resolve(server).resolve("server.yaml")));
    YamlTree service = YamlTree.read(samples.resolve("base/service.yaml"));
    if (local) {
      Path folder = overlays.resolve("local-traffic");
      deployment = deployment.patched(YamlTree.read(folder.resolve("times.yaml")));
      service = service.patched(YamlTree.read(folder.resolve("service.yaml")));
    }
    Duration gracePeriod = seconds(deployment, "30", at(POD, "terminationGracePeriodSeconds"));
    Duration startupPeriod =
        seconds(deployment, "10", at(CONTAINER, "startupProbe", "periodSeconds"));
    return new PodSpec(
        service.find("spec", "externalTrafficPolicy").filter("Local"::equals).isPresent(),
        gracePeriod,
        seconds(deployment, "0", "spec", "minReadySeconds"),
        startupPeriod.multipliedBy(
            Integer.parseInt(deployment.get(at(CONTAINER, "startupProbe", "failureThreshold")))),
        seconds(deployment, "10", at(CONTAINER, "readinessProbe", "periodSeconds")),
        seconds(deployment, "1", at(CONTAINER, "readinessProbe", "timeoutSeconds")),
        Integer.parseInt(deployment.get(at(CONTAINER, "readinessProbe", "failureThreshold"))),
        properties(deployment, gracePeriod));
  }

  /** The same with another {@code failureThreshold}. */
  PodSpec withFailureThreshold(int threshold) {
    return new PodSpec(
        local,
        gracePeriod,
        minReady,
        startupLimit,
        probePeriod,
        probeTimeout,
        threshold,
        properties);
  }

  /** The same with one more property of the jar. */
  PodSpec with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(key, value);
    return new PodSpec(
        local,
        gracePeriod,
        minReady,
        startupLimit,
        probePeriod,
        probeTimeout,
        failureThreshold,
        more);
  }

  /** The properties as the JVM gets them. */
  List<String> jvmOptions() {
    return properties.entrySet().stream()
        .map(property -> "-D" + property.getKey() + "=" + property.getValue())
        .toList();
  }

  private static Map<String, String> properties(YamlTree deployment, Duration gracePeriod) {
    Map<String, String> properties = new LinkedHashMap<>();
    deployment
        .values(at(CONTAINER, "env"))
        .forEach((variable, value) -> properties.put(key(variable), value));
    // As the transformer in grace-period does.
    properties.put(GRACE_PERIOD, gracePeriod.toSeconds() + "s");
    return properties;
  }

  /** By MicroProfile Config's mapping rules for environment variables. */
  private static String key(String variable) {
    return KEYS.stream()
        .filter(
            key -> key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT).equals(variable))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not known: " + variable));
  }

  /** That many, or what Kubernetes has by default. */
  private static Duration seconds(YamlTree tree, String byDefault, String... path) {
    return Duration.ofSeconds(Long.parseLong(tree.find(path).orElse(byDefault)));
  }

  private static String[] at(String[] parent, String... more) {
    String[] path = new String[parent.length + more.length];
    System.arraycopy(parent, 0, path, 0, parent.length);
    System.arraycopy(more, 0, path, parent.length, more.length);
    return path;
  }
}
