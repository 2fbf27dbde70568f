package io.lameduck.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpreadTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Duration delay(Spread spread, int index, int count) {
    return Duration.ofNanos(spread.delay(index, count));
  }

  @Test
  void manyAreSpreadEvenlyOverTheTime() {
    Spread spread = Spread.within(SECOND, Duration.ofSeconds(5));
    assertThat(delay(spread, 0, 1000)).isZero();
    assertThat(delay(spread, 500, 1000)).hasMillis(500);
    assertThat(delay(spread, 999, 1000)).hasMillis(999);
  }

  @Test
  void fewKeepTenMillisecondsOnly() {
    Spread spread = Spread.within(SECOND, Duration.ofSeconds(5));
    assertThat(delay(spread, 2, 3)).hasMillis(20);
  }

  @Test
  void noMoreThanHalfOfThePhaseIsUsed() {
    Spread spread = Spread.within(SECOND, Duration.ofMillis(400));
    assertThat(delay(spread, 999, 1000)).isLessThan(Duration.ofMillis(200));
    assertThat(delay(Spread.within(SECOND, Duration.ZERO), 999, 1000)).isZero();
  }

  @Test
  void withoutASpreadAllAreDueAtOnce() {
    assertThat(delay(Spread.within(Duration.ZERO, SECOND), 999, 1000)).isZero();
  }
}
