package io.lameduck.samples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.lameduck.config.Settings;
import io.lameduck.config.UnknownKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The base and every overlay, as a cluster would get them. */
class ManifestTest {

  private static final Path OVERLAYS = Path.of("overlays");
  private static final String WITHOUT_HEALTH = "overlays/without-health";

  @BeforeAll
  static void kubectlIsHere() throws Exception {
    Kubectl.assumeHere();
  }

  static List<String> folders() throws IOException {
    try (Stream<Path> overlays = Files.list(OVERLAYS)) {
      return Stream.concat(Stream.of("base"), overlays.map(Path::toString)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theJarHasTheGracePeriodOfThePod(String folder) {
    Rendered rendered = Kubectl.render(folder);
    assertThat(rendered.environment()).containsKey("LAMEDUCK_GRACE_PERIOD");
    assertThat(rendered.settings().gracePeriod()).isEqualTo(rendered.gracePeriod());
  }

  @Test
  void theGracePeriodIsGivenOnce() {
    assertThat(Kubectl.render("src/test/kustomize/short").environment())
        .containsEntry("LAMEDUCK_GRACE_PERIOD", "2s");

    Rendered control = Kubectl.render("src/test/kustomize/forgotten");
    assertThat(control.gracePeriod()).isEqualTo(Duration.ofSeconds(2));
    assertThat(control.environment()).containsEntry("LAMEDUCK_GRACE_PERIOD", "30s");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theJarKnowsEveryKey(String folder) {
    Set<String> variables = Kubectl.render(folder).environment().keySet();
    assertThat(UnknownKeys.among(List.of(), variables)).isEmpty();
  }

  /** The example of the documentation. */
  @Test
  void theTimesOfALateBalancer() {
    Rendered rendered = Kubectl.render("overlays/late-balancer");
    assertThat(rendered.settings().gracePeriod()).isEqualTo(Duration.ofSeconds(55));
    assertThat(rendered.settings().announceMax()).isEqualTo(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource({
    "wildfly, 8080, 9990",
    "openliberty, 9080, 9080",
    "payara-server, 8080, 8080",
    "payara-micro, 8080, 8080",
    "late-balancer, 8080, 8080",
    "local-traffic, 8080, 9990",
    "prestop, 8080, 9990"
  })
  void thePortsAreTheServers(String overlay, int http, int health) {
    Rendered rendered = Kubectl.render(OVERLAYS.resolve(overlay).toString());
    assertThat(rendered.port(rendered.service().getSpec().getPorts().get(0).getTargetPort()))
        .isEqualTo(http);
    Container container = rendered.container();
    for (Probe probe :
        List.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())) {
      assertThat(rendered.port(probe.getHttpGet().getPort())).isEqualTo(health);
    }
    assertThat(container.getPorts())
        .extracting(port -> port.getContainerPort())
        .containsExactlyInAnyOrderElementsOf(Stream.of(http, health).distinct().toList());
  }

  /** A new one has to say its ports above. */
  @Test
  void noOverlayIsLeftOut() throws IOException {
    assertThat(folders())
        .containsExactlyInAnyOrder(
            "base",
            "overlays/late-balancer",
            "overlays/local-traffic",
            "overlays/openliberty",
            "overlays/payara-micro",
            "overlays/payara-server",
            "overlays/prestop",
            "overlays/wildfly",
            WITHOUT_HEALTH);
  }

  static List<String> foldersWithHealth() throws IOException {
    return folders().stream().filter(folder -> !folder.equals(WITHOUT_HEALTH)).toList();
  }

  @ParameterizedTest
  @MethodSource("foldersWithHealth")
  void theProbesAskForReadinessAndLiveness(String folder) {
    Rendered rendered = Kubectl.render(folder);
    Container container = rendered.container();
    assertThat(path(container.getReadinessProbe())).isEqualTo("/health/ready");
    assertThat(path(container.getLivenessProbe())).isEqualTo("/health/live");
    assertThat(path(container.getStartupProbe())).isEqualTo("/health/live");
  }

  @Test
  void withoutMicroProfileHealthTheyAskTheApplication() {
    Rendered rendered = Kubectl.render(WITHOUT_HEALTH);
    Settings.Endpoint endpoint = rendered.settings().endpoint();
    assertThat(endpoint.readiness()).isTrue();
    assertThat(endpoint.enabled()).isFalse();
    Container container = rendered.container();
    for (Probe probe : List.of(container.getStartupProbe(), container.getReadinessProbe())) {
      assertThat(path(probe)).isEqualTo("/shop" + endpoint.path() + "/ready");
      assertThat(rendered.port(probe.getHttpGet().getPort())).isEqualTo(8080);
    }
    assertThat(container.getLivenessProbe().getHttpGet()).isNull();
    assertThat(rendered.port(container.getLivenessProbe().getTcpSocket().getPort()))
        .isEqualTo(8080);
  }

  /**
   * kube-proxy falls back on a pod that terminates only while its probe does not fail (KEP-1669).
   */
  @ParameterizedTest
  @MethodSource("folders")
  void noProbeFailsInTheLameDuckPhase(String folder) {
    Rendered rendered = Kubectl.render(folder);
    Probe readiness = rendered.container().getReadinessProbe();
    Duration untilItFails =
        Duration.ofSeconds(readiness.getPeriodSeconds())
            .multipliedBy(readiness.getFailureThreshold());
    Duration max = rendered.settings().announceMax();
    assertThat(untilItFails).isBetween(max, max.plusSeconds(readiness.getPeriodSeconds()));
  }

  @Test
  void theTrafficOfANodeStaysThere() {
    Rendered rendered = Kubectl.render("overlays/local-traffic");
    assertThat(rendered.service().getSpec().getType()).isEqualTo("LoadBalancer");
    assertThat(rendered.service().getSpec().getExternalTrafficPolicy()).isEqualTo("Local");
    assertThat(rendered.settings().announceMax()).isEqualTo(Duration.ofSeconds(30));
    assertThat(Kubectl.render("base").service().getSpec().getExternalTrafficPolicy()).isNull();
  }

  private static String path(Probe probe) {
    HTTPGetAction get = probe.getHttpGet();
    return get.getPath();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void oneNewPodIsReadyBeforeAnOldOneGoes(String folder) {
    DeploymentSpec spec = Kubectl.render(folder).deployment().getSpec();
    RollingUpdateDeployment update = spec.getStrategy().getRollingUpdate();
    assertThat(update.getMaxUnavailable().getIntVal()).isZero();
    assertThat(update.getMaxSurge().getIntVal()).isOne();
    assertThat(spec.getMinReadySeconds()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theBudgetLetsPodsGoButNotAll(String folder) {
    Rendered rendered = Kubectl.render(folder);
    assertThat(rendered.budget().getSpec().getMaxUnavailable().getIntVal())
        .isPositive()
        .isLessThan(rendered.deployment().getSpec().getReplicas());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theSelectorsFindThePods(String folder) {
    Rendered rendered = Kubectl.render(folder);
    DeploymentSpec spec = rendered.deployment().getSpec();
    for (Map<String, String> selector :
        List.of(
            spec.getSelector().getMatchLabels(),
            rendered.service().getSpec().getSelector(),
            rendered.budget().getSpec().getSelector().getMatchLabels())) {
      assertThat(selector).isNotEmpty();
      assertThat(spec.getTemplate().getMetadata().getLabels()).containsAllEntriesOf(selector);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theContainerHasNoRightsThatItDoesNotNeed(String folder) {
    PodSpec pod = Kubectl.render(folder).pod();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    SecurityContext container = Kubectl.render(folder).container().getSecurityContext();
    assertThat(container.getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    if (!folder.equals("base")) {
      assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    }
  }

  /** A JVM writes into /tmp at least. */
  @ParameterizedTest
  @CsvSource({"wildfly, false", "payara-server, false", "openliberty, true", "payara-micro, true"})
  void aReadOnlyRootHasAPlaceToWrite(String overlay, boolean readOnly) {
    Rendered rendered = Kubectl.render(OVERLAYS.resolve(overlay).toString());
    Container container = rendered.container();
    assertThat(Boolean.TRUE.equals(container.getSecurityContext().getReadOnlyRootFilesystem()))
        .isEqualTo(readOnly);
    List<VolumeMount> mounts = container.getVolumeMounts();
    assertThat(mounts.stream().anyMatch(mount -> mount.getMountPath().equals("/tmp")))
        .isEqualTo(readOnly);
    assertThat(mounts.stream().map(VolumeMount::getName))
        .containsExactlyInAnyOrderElementsOf(
            rendered.pod().getVolumes().stream().map(Volume::getName).toList());
  }

  @Test
  void aFieldThatThereIsNotIsRefused() {
    assertThatThrownBy(
            () -> Manifests.read("apiVersion: v1\nkind: Service\nspec: {selectors: {a: b}}"))
        .hasMessageContaining("selectors");
  }
}
