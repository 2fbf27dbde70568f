package io.lameduck.tck.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.kubernetes.Endpoint;
import io.lameduck.tck.kubernetes.EndpointSlices;
import io.lameduck.tck.kubernetes.NodeBalancer;
import io.lameduck.tck.kubernetes.ServiceRouting;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceRouterTest {

  private static final Endpoint FIRST = new Endpoint("a", "1", true, false);
  private static final Endpoint LEAVING = new Endpoint("a", "1", true, true);
  private static final Endpoint FAILING = new Endpoint("a", "1", false, true);
  private static final Endpoint SECOND = new Endpoint("b", "2", true, false);

  private final EndpointSlices slices = new EndpointSlices(Duration.ZERO, () -> 0);

  private ServiceRouter router(boolean local) {
    ServiceRouter router =
        new ServiceRouter(new ServiceRouting(local), slices, new NodeBalancer(1));
    router.add("a", "1", 8081);
    router.add("b", "2", 8082);
    return router;
  }

  @Test
  void eachNodeSendsToAllReadyPods() {
    ServiceRouter router = router(false);
    slices.publish(Set.of(LEAVING, SECOND));
    assertThat(router.get()).hasValue(8082);
    assertThat(router.get()).hasValue(8082);
    assertThat(router.lastRouted("a")).isEmpty();
    assertThat(router.lastRouted("b")).isPresent();
    assertThat(router.dropped()).isZero();
  }

  @Test
  void withLocalTrafficTheNodesTakeTurns() {
    ServiceRouter router = router(true);
    slices.publish(Set.of(LEAVING, SECOND));
    assertThat(router.get()).hasValue(8081);
    assertThat(router.get()).hasValue(8082);
  }

  @Test
  void aNodeWithoutAPodThatServesDropsUntilTheBalancerKnows() {
    ServiceRouter router = router(true);
    slices.publish(Set.of(FAILING, SECOND));
    assertThat(router.get()).isEmpty();
    assertThat(router.get()).hasValue(8082);
    router.checkNodes();
    assertThat(router.isIn("1")).isFalse();
    assertThat(router.get()).hasValue(8082);
    assertThat(router.dropped()).isEqualTo(1);
    slices.publish(Set.of(FIRST, SECOND));
    router.checkNodes();
    assertThat(router.isIn("1")).isTrue();
  }

  @Test
  void withoutAnyNodeEachConnectionIsDropped() {
    ServiceRouter router = router(true);
    slices.publish(Set.of());
    router.checkNodes();
    assertThat(router.get()).isEmpty();
    assertThat(router.dropped()).isEqualTo(1);
  }
}
