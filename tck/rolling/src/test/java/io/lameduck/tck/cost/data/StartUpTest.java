package io.lameduck.tck.cost.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartUpTest {

  private static final StartUp ONE =
      StartUp.of("a server", 1, starts(9000, 1000, 1010), starts(1110, 1120, 1100));
  private static final StartUp TWENTY =
      StartUp.of("a server", 20, starts(3000, 3020), starts(3490, 3510));

  @Test
  void theCostIsTheDifferenceOfTheMedians() {
    // With means the jar would make the server two and a half seconds faster.
    assertThat(ONE.costMillis()).isEqualTo(100);
    assertThat(ONE.costPerWarMillis()).isEqualTo(100);
    assertThat(TWENTY.costPerWarMillis()).isEqualTo(24.5);
  }

  @Test
  void theProcessorTimeHasItsOwnMedians() {
    assertThat(TWENTY.medianBareProcessor()).isEqualTo(6020);
    assertThat(TWENTY.medianJarProcessor()).isEqualTo(7000);
    assertThat(TWENTY.costPerWarProcessorMillis()).isEqualTo(49);
  }

  @Test
  void whatTheFirstWarCostsTheJvmIsNotAskedOfTheOthers() {
    assertThat(ONE.costOfFurtherMillis(TWENTY)).isEqualTo((490 - 100) / 19.0);
  }

  /** Of this length, with both processors busy. */
  private static List<Start> starts(long... millis) {
    return Arrays.stream(millis).mapToObj(time -> new Start(time, 2 * time)).toList();
  }
}
