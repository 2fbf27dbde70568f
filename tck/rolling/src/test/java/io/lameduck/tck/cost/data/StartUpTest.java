package io.lameduck.tck.cost.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartUpTest {

  private static final StartUp ONE =
      StartUp.of("a server", 1, List.of(9000L, 1000L, 1010L), List.of(1110L, 1120L, 1100L));
  private static final StartUp TWENTY =
      StartUp.of("a server", 20, List.of(3000L, 3020L), List.of(3490L, 3510L));

  @Test
  void theCostIsTheDifferenceOfTheMedians() {
    // With means the jar would make the server two and a half seconds faster.
    assertThat(ONE.costMillis()).isEqualTo(100);
    assertThat(ONE.costPerWarMillis()).isEqualTo(100);
    assertThat(TWENTY.costPerWarMillis()).isEqualTo(24.5);
  }

  @Test
  void whatTheFirstWarCostsTheJvmIsNotAskedOfTheOthers() {
    assertThat(ONE.costOfFurtherMillis(TWENTY)).isEqualTo((490 - 100) / 19.0);
  }
}
