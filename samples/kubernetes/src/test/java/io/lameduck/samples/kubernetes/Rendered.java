package io.lameduck.samples.kubernetes;

import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a cluster would get: one of each. */
record Rendered(Deployment deployment, Service service, PodDisruptionBudget budget) {

  /** What stands in for the value of every secret. */
  static final String SECRET = "0123456789abcdef-secret";

  static Rendered of(String yaml) {
    List<HasMetadata> all = Manifests.read(yaml);
    if (all.size() != 3) {
      throw new AssertionError("three objects expected: " + yaml);
    }
    return new Rendered(
        one(all, Deployment.class), one(all, Service.class), one(all, PodDisruptionBudget.class));
  }

  private static <T> T one(List<HasMetadata> all, Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  PodSpec pod() {
    return deployment.getSpec().getTemplate().getSpec();
  }

  Container container() {
    List<Container> containers = pod().getContainers();
    if (containers.size() != 1) {
      throw new AssertionError("one container expected: " + containers);
    }
    return containers.get(0);
  }

  Duration gracePeriod() {
    return Duration.ofSeconds(pod().getTerminationGracePeriodSeconds());
  }

  /** The environment of the container. */
  Map<String, String> environment() {
    return container().getEnv().stream().collect(toMap(EnvVar::getName, Rendered::value));
  }

  private static String value(EnvVar variable) {
    return variable.getValueFrom() == null ? variable.getValue() : SECRET;
  }

  /**
   * What the jar reads from it, by MicroProfile Config's mapping rules for environment variables.
   */
  Settings settings() {
    Map<String, String> environment = environment();
    return SettingsReader.read(key -> Optional.ofNullable(environment.get(variable(key))));
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** The number of a port that is given as such or by its name. */
  int port(IntOrString port) {
    if (port.getIntVal() != null) {
      return port.getIntVal();
    }
    return container().getPorts().stream()
        .filter(candidate -> candidate.getName().equals(port.getStrVal()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no port of the name " + port.getStrVal()));
  }
}
