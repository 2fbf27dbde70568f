package io.lameduck.tck.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeBalancerTest {

  private static final Endpoint FIRST = new Endpoint("a", "1", true, false);
  private static final Endpoint LEAVING = new Endpoint("a", "1", true, true);
  private static final Endpoint SECOND = new Endpoint("b", "2", true, false);

  private final ServiceRouting routing = new ServiceRouting(true);
  private final EndpointSlices slices = new EndpointSlices(Duration.ZERO, () -> 0);
  private final NodeBalancer balancer = new NodeBalancer(3);

  private void check(Endpoint first, int times) {
    slices.publish(Set.of(first, SECOND));
    for (int i = 0; i < times; i++) {
      balancer.check(routing, slices);
    }
  }

  @Test
  void aNodeWhosePodsTerminateGetsConnectionsUntilTheThirdCheck() {
    balancer.add("1");
    balancer.add("2");
    check(FIRST, 5);
    assertThat(balancer.in()).containsExactly("1", "2");
    check(LEAVING, 2);
    assertThat(balancer.in()).containsExactly("1", "2");
    check(LEAVING, 1);
    assertThat(balancer.in()).containsExactly("2");
    assertThat(balancer.nodes()).containsExactly("1", "2");
    check(FIRST, 1);
    assertThat(balancer.in()).containsExactly("1", "2");
  }
}
