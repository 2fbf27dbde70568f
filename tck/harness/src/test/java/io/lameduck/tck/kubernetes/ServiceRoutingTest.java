package io.lameduck.tck.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ready endpoints first, then those that terminate and serve, never others. */
class ServiceRoutingTest {

  private static final Endpoint READY = new Endpoint("a", "1", true, false);
  private static final Endpoint LEAVING = new Endpoint("b", "2", true, true);
  private static final Endpoint FAILING = new Endpoint("c", "2", false, true);
  private static final Endpoint UNREADY = new Endpoint("d", "3", false, false);
  private static final Set<Endpoint> ALL = Set.of(READY, LEAVING, FAILING, UNREADY);

  @Test
  void readyEndpointsOfAnyNodeComeFirst() {
    assertThat(new ServiceRouting(false).candidates(ALL, "2")).containsExactly(READY);
  }

  @Test
  void thoseThatTerminateAndServeAreTheFallback() {
    Set<Endpoint> none = Set.of(LEAVING, FAILING, UNREADY);
    assertThat(new ServiceRouting(false).candidates(none, "1")).containsExactly(LEAVING);
    assertThat(new ServiceRouting(true).candidates(ALL, "2")).containsExactly(LEAVING);
  }

  @Test
  void withoutAnEndpointThatServesTheConnectionIsDropped() {
    Set<Endpoint> none = Set.of(FAILING, UNREADY);
    assertThat(new ServiceRouting(false).candidates(none, "1")).isEmpty();
    assertThat(new ServiceRouting(true).candidates(Set.of(READY, FAILING), "2")).isEmpty();
  }

  @Test
  void aNodeWhosePodsAllTerminateIsNotHealthy() {
    assertThat(new ServiceRouting(true).isHealthy(ALL, "1")).isTrue();
    assertThat(new ServiceRouting(true).isHealthy(ALL, "2")).isFalse();
    assertThat(new ServiceRouting(true).isHealthy(ALL, "3")).isFalse();
  }
}
