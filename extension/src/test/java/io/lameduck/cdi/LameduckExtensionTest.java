package io.lameduck.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.DrainPhase;
import io.lameduck.Forked;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Trigger;
import io.lameduck.health.DrainReadinessCheck;
import io.lameduck.inflight.Lease;
import jakarta.enterprise.inject.Any;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension in a real CDI container that starts and stops. */
@Timeout(60)
class LameduckExtensionTest {

  @AfterEach
  void unconfigure() {
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("lameduck."))
        .forEach(System::clearProperty);
  }

  private static WeldContainer start(Map<String, String> configuration) {
    configuration.forEach(System::setProperty);
    return new Weld()
        .disableDiscovery()
        .addExtension(new LameduckExtension())
        .addBeanClasses(LameduckExtensionTest.class)
        .initialize();
  }

  private static Deployment current() {
    Deployment current = Deployment.current();
    assertThat(current).isNotNull();
    return java.util.Objects.requireNonNull(current);
  }

  @Test
  void opensWithTheContainerAndClosesWithIt() {
    try (WeldContainer container = start(Map.of())) {
      assertThat(container.select(DrainReadinessCheck.class, Any.Literal.INSTANCE).isResolvable())
          .isTrue();
      assertThat(current().drain().state().phase()).isEqualTo(DrainPhase.SERVING);
    }
    assertThat(Deployment.current()).isNull();
  }

  @Test
  void theStopOfTheContainerWaitsForWhatIsInFlight() throws Exception {
    WeldContainer container = start(Map.of());
    Deployment deployment = current();
    Lease running = Lease.of(deployment.drain().enter("GET", "/test"));
    Thread stopping = new Thread(container::shutdown);
    stopping.start();
    while (deployment.drain().state().phase() != DrainPhase.DRAINING
        || stopping.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    running.end();
    stopping.join(20_000);
    assertThat(stopping.isAlive()).isFalse();
    assertThat(deployment.drain().run(Trigger.APPLICATION_STOP))
        .hasValueSatisfying(
            report -> {
              assertThat(report.trigger()).isEqualTo(Trigger.APPLICATION_STOP);
              assertThat(report.completed()).isEqualTo(1);
            });
  }

  @Test
  void readsTheConfiguration() {
    try (WeldContainer container = start(Map.of("lameduck.exclude", "/probe"))) {
      assertThat(container.isRunning()).isTrue();
      assertThat(current().excluded().covers("/probe")).isTrue();
      assertThat(current().excluded().covers("/health")).isFalse();
    }
  }

  @Test
  void aBadConfigurationFailsTheDeploymentWithOneMessage() {
    assertThatThrownBy(() -> start(Map.of("lameduck.announce.min", "banana")))
        .hasMessageContaining("LD0014")
        .hasMessageContaining("lameduck.announce.min=banana is not a duration; write it like 5s");
  }

  @Test
  void switchedOffThereIsNothingOfOurs() {
    try (WeldContainer container = start(Map.of("lameduck.enabled", "false"))) {
      assertThat(container.select(DrainReadinessCheck.class, Any.Literal.INSTANCE).isUnsatisfied())
          .isTrue();
      assertThat(container.select(LifecycleObserver.class, Any.Literal.INSTANCE).isUnsatisfied())
          .isTrue();
      assertThat(current().enabled()).isFalse();
    }
  }

  /** The control is the first test: with the API the check is there. */
  @Test
  void withoutMicroProfileHealthEverythingElseWorks() throws Exception {
    try (Forked program =
        Forked.startWithout(List.of("microprofile-health-api"), ContainerProgram.class)) {
      program.awaitLine("LD0001");
      program.awaitLine("READY beans: LameduckBean, LifecycleObserver");
      program.sigterm();
      program.awaitLine("LD0005");
      assertThat(program.rest()).isNotNull();
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void withoutMicroProfileConfigThePropertiesOfTheProcessAreRead() throws Exception {
    try (Forked program =
        Forked.startWithout(
            List.of("microprofile-config-api", "smallrye-config"),
            ContainerProgram.class,
            "announce.min=3s")) {
      program.awaitLine("keeps serving 3s to 15s");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "microprofile-config-api"})
  void aMisspeltEnvironmentVariableIsNamed(String missing) throws Exception {
    Map<String, String> variables =
        Map.of(
            "LAMEDUCK_GRACEPERIOD", "40s",
            "LAMEDUCK_ANNOUNCE_MINIMUM", "1s",
            "LAMEDUCK_GRACE_PERIOD", "50s",
            "LAMEDUCKLING", "quack",
            "LAMEDUCK_PORT", "tcp://10.0.0.1:8080");
    List<String> jars = missing.equals("nothing") ? List.of() : List.of(missing, "smallrye-config");
    try (Forked program = Forked.startWithout(jars, variables, ContainerProgram.class)) {
      List<String> lines = program.awaitLine("grace period 50s");
      assertThat(lines)
          .filteredOn(line -> line.contains("LD0013"))
          .singleElement()
          .asString()
          .contains(
              "Unknown configuration: LAMEDUCK_ANNOUNCE_MINIMUM, LAMEDUCK_GRACEPERIOD. Lameduck");
    }
  }
}
