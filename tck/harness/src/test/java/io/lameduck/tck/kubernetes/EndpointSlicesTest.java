package io.lameduck.tck.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndpointSlicesTest {

  private static final Set<Endpoint> FIRST = Set.of(new Endpoint("a", "1", true, false));
  private static final Set<Endpoint> SECOND = Set.of(new Endpoint("a", "1", true, true));

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  private EndpointSlices slices(int lag) {
    return new EndpointSlices(Duration.ofNanos(lag), now::get);
  }

  @Test
  void theFirstIsSeenAtOnceAndEachChangeAfterTheLag() {
    EndpointSlices slices = slices(10);
    assertThat(slices.seen()).isEmpty();
    slices.publish(FIRST);
    assertThat(slices.seen()).isEqualTo(FIRST);
    slices.publish(SECOND);
    now.addAndGet(4);
    slices.publish(Set.of());
    now.addAndGet(5);
    assertThat(slices.seen()).isEqualTo(FIRST);
    now.addAndGet(1);
    assertThat(slices.seen()).isEqualTo(SECOND);
    now.addAndGet(4);
    assertThat(slices.seen()).isEmpty();
  }

  @Test
  void theNewestOfThoseWhoseLagIsOverIsSeen() {
    EndpointSlices slices = slices(10);
    slices.publish(Set.of());
    slices.publish(FIRST);
    slices.publish(SECOND);
    now.addAndGet(100);
    assertThat(slices.seen()).isEqualTo(SECOND);
  }

  @Test
  void withoutALagAChangeIsSeenAtOnce() {
    EndpointSlices slices = slices(0);
    slices.publish(FIRST);
    slices.publish(SECOND);
    assertThat(slices.seen()).isEqualTo(SECOND);
  }
}
