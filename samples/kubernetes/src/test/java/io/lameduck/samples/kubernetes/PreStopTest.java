package io.lameduck.samples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.lameduck.config.Settings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs before SIGTERM: nothing, or a drain. */
class PreStopTest {

  private static final String OVERLAY = "overlays/prestop";

  @BeforeAll
  static void kubectlIsHere() throws Exception {
    Kubectl.assumeHere();
  }

  static List<String> others() throws IOException {
    return ManifestTest.folders().stream().filter(folder -> !folder.equals(OVERLAY)).toList();
  }

  /** A sleep would take its time from the drain, which does not know of it. */
  @ParameterizedTest
  @MethodSource("others")
  void theOthersHaveNone(String folder) {
    Lifecycle lifecycle = Kubectl.render(folder).container().getLifecycle();
    assertThat(lifecycle == null || lifecycle.getPreStop() == null).isTrue();
  }

  @Test
  void itPostsToTheDrainEndpointOfTheServersPort() {
    Rendered rendered = Kubectl.render(OVERLAY);
    Settings.Endpoint endpoint = rendered.settings().endpoint();
    assertThat(endpoint.enabled()).isTrue();

    LifecycleHandler hook = rendered.container().getLifecycle().getPreStop();
    assertThat(hook.getHttpGet()).as("could only ask").isNull();
    assertThat(hook.getSleep()).isNull();
    int port = rendered.port(rendered.service().getSpec().getPorts().get(0).getTargetPort());
    assertThat(String.join(" ", hook.getExec().getCommand()))
        .contains("-X POST")
        .endsWith("http://127.0.0.1:" + port + "/shop" + endpoint.path() + "/drain")
        .doesNotContain("sleep");
  }

  @Test
  void theTokenIsASecret() {
    Rendered rendered = Kubectl.render(OVERLAY);
    assertThat(rendered.settings().endpoint().token()).contains(Rendered.SECRET);
    SecretKeySelector secret =
        rendered.container().getEnv().stream()
            .filter(variable -> variable.getName().equals("LAMEDUCK_ENDPOINT_TOKEN"))
            .map(EnvVar::getValueFrom)
            .findFirst()
            .orElseThrow()
            .getSecretKeyRef();
    assertThat(secret.getName()).isEqualTo("shop-lameduck");
    assertThat(secret.getKey()).isEqualTo("token");
  }
}
