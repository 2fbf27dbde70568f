package io.lameduck.tck.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EndpointPropagationTest {

  private static final Delay MEASURED = Delay.ofPercentiles("measured", 1.52, 6.815);
  private static final Delay PARTS = Delay.ofParts("parts", 1, 10, 5);

  @Test
  void aLogNormalGoesThroughItsPercentiles() {
    assertThat(MEASURED.heardBy(1.52)).isCloseTo(0.5, within(1e-6));
    assertThat(MEASURED.heardBy(6.815)).isCloseTo(0.99, within(1e-6));
    assertThat(MEASURED.heardBy(0)).isZero();
  }

  @Test
  void partsAddUp() {
    assertThat(PARTS.heardBy(6)).isZero();
    assertThat(PARTS.heardBy(11)).isCloseTo(0.5, within(1e-9));
    assertThat(PARTS.heardBy(16)).isEqualTo(1);
  }

  /** The last of two is later than the middle of one. */
  @Test
  void moreNodesAreLater() {
    assertThat(MEASURED.last(1, 0.5)).isCloseTo(1.52, within(1e-6));
    assertThat(MEASURED.allHeardBy(1.52, 2)).isCloseTo(0.25, within(1e-6));
    assertThat(MEASURED.last(5_000, 0.5)).isGreaterThan(MEASURED.last(100, 0.5));
    assertThat(PARTS.last(5_000, 0.99)).isBetween(15.9, 16.0);
  }

  @Test
  void theNormalDistributionIsThatOfTheTables() {
    assertThat(Delay.normal(0)).isCloseTo(0.5, within(1e-7));
    assertThat(Delay.normal(1.96)).isCloseTo(0.9750021, within(1e-6));
    assertThat(Delay.normal(-1)).isCloseTo(0.1586553, within(1e-6));
  }
}
