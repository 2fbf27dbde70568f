package io.lameduck.tck.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests, as this module reads them without kubectl. */
class PodSpecTest {

  private static final Path SAMPLES = Path.of("../../samples/kubernetes");

  private static Duration s(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void theBaseIsRead() throws IOException {
    assertThat(PodSpec.read(SAMPLES, "wildfly", false))
        .isEqualTo(
            new PodSpec(
                false, s(30), s(5), s(120), s(2), s(1), 8, Map.of("lameduck.grace-period", "30s")));
  }

  @Test
  void theOverlayOfLocalTrafficReplacesWhatItNames() throws IOException {
    assertThat(PodSpec.read(SAMPLES, "wildfly", true))
        .isEqualTo(
            new PodSpec(
                true,
                s(60),
                s(5),
                s(120),
                s(2),
                s(1),
                15,
                Map.of("lameduck.grace-period", "60s", "lameduck.announce.max", "30s")));
  }

  @Test
  void theOverlayOfAServerAddsItsProperties() throws IOException {
    assertThat(PodSpec.read(SAMPLES, "payara-server", false).jvmOptions())
        .containsExactlyInAnyOrder("-Dlameduck.grace-period=30s", "-Dlameduck.stop-reserve=10s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wildfly", "openliberty", "payara-micro", "payara-server"})
  void eachServerHasAnOverlay(String server) throws IOException {
    assertThat(PodSpec.read(SAMPLES, server, true).failureThreshold()).isEqualTo(15);
  }

  /** The controls differ in what they are the control of, and in nothing else. */
  @ParameterizedTest
  @EnumSource
  void aScenarioKeepsTheTimesOfThePod(Scenario scenario) throws IOException {
    PodSpec shipped = PodSpec.read(SAMPLES, "wildfly", scenario.local());
    PodSpec changed = scenario.changed(shipped);
    assertThat(changed.gracePeriod()).isEqualTo(shipped.gracePeriod());
    assertThat(changed.probePeriod()).isEqualTo(shipped.probePeriod());
    assertThat(changed.failureThreshold())
        .isEqualTo(scenario.name().contains("STRICT") ? 1 : shipped.failureThreshold());
    assertThat(changed.properties()).containsAllEntriesOf(shipped.properties());
  }
}
