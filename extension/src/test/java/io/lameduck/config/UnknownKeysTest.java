package io.lameduck.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {

  @Test
  void misspeltProperties() {
    assertThat(
            UnknownKeys.among(
                List.of(
                    "lameduck.announce.mn",
                    "lameduck.grace.period",
                    "lameduck.enabled",
                    "lameduck.announce.min",
                    "other.key",
                    "lameduck.a"),
                List.of()))
        .containsExactly("lameduck.a", "lameduck.announce.mn", "lameduck.grace.period");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"LAMEDUCK_GRACEPERIOD", "LAMEDUCK_ANNOUNCE_MINIMUM", "lameduck_graceperiod"})
  void misspeltVariables(String variable) {
    assertThat(UnknownKeys.among(List.of(), List.of(variable, "PATH"))).containsExactly(variable);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LAMEDUCK_GRACE_PERIOD",
        "lameduck_grace_period",
        "LAMEDUCK_ENDPOINT_TRUST_LOOPBACK",
        "LAMEDUCKLING",
        "LAMEDUCK",
        "MY_LAMEDUCK_GRACEPERIOD"
      })
  void variablesThatAreRightOrForeign(String variable) {
    assertThat(UnknownKeys.among(List.of(), List.of(variable))).isEmpty();
  }

  /** As a container has them if a service of its namespace is called lameduck, or lameduck-shop. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LAMEDUCK_SERVICE_HOST",
        "LAMEDUCK_SERVICE_PORT",
        "LAMEDUCK_SERVICE_PORT_HTTP",
        "LAMEDUCK_PORT",
        "LAMEDUCK_PORT_8080_TCP",
        "LAMEDUCK_PORT_8080_TCP_ADDR",
        "LAMEDUCK_SHOP_SERVICE_HOST",
        "LAMEDUCK_SHOP_PORT_8080_TCP_PROTO"
      })
  void variablesOfAService(String variable) {
    assertThat(UnknownKeys.among(List.of(), List.of(variable))).isEmpty();
  }

  /** Some implementations of MicroProfile Config list them so as properties. */
  @Test
  void aVariableThatComesBackAsAPropertyIsNamedOnce() {
    assertThat(
            UnknownKeys.among(
                List.of("lameduck.grace.period", "lameduck.graceperiod", "lameduck.service.host"),
                List.of("LAMEDUCK_GRACE_PERIOD", "LAMEDUCK_GRACEPERIOD", "LAMEDUCK_SERVICE_HOST")))
        .containsExactly("LAMEDUCK_GRACEPERIOD");
  }
}
