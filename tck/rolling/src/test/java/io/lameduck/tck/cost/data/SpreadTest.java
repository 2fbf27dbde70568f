package io.lameduck.tck.cost.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theOrderDoesNotMatter() {
    assertThat(Spread.of(List.of(5.0, 1.0, 4.0, 2.0, 3.0))).isEqualTo(new Spread(1, 2, 3, 4, 5));
  }

  @Test
  void betweenTwoFiguresIsTheStraightLine() {
    assertThat(Spread.of(List.of(1.0, 2.0, 3.0, 10.0)))
        .isEqualTo(new Spread(1, 1.75, 2.5, 4.75, 10));
    assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, 7, 7));
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("no figures");
  }
}
