package io.lameduck.tck.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lameduck.tck.cost.data.Round;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrkReportTest {

  private static final Duration USED = Duration.ofSeconds(4);

  private static final String OUTPUT =
      """
      Running 5s test @ http://127.0.0.1:16384/quick-1/quick
        1 threads and 8 connections
      Requests/sec:  20000.00
      lameduck 100000 5000000 0 0 0 0 0 390 2110
      """;

  @Test
  void theLineIsFound() {
    assertThat(parse(OUTPUT)).isEqualTo(new Round(100_000, 20_000, 0.39, 2.11, 40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 0 0 0 0", "0 1 0 0 0", "0 0 1 0 0", "0 0 0 1 0", "0 0 0 0 1"})
  void anErrorOfAnyKindIsNoResult(String errors) {
    assertThatThrownBy(() -> parse(OUTPUT.replace(" 0 0 0 0 0 ", " " + errors + " ")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requests failed");
  }

  @Test
  void noAnswerIsNoResult() {
    assertThatThrownBy(() -> parse("lameduck 0 5000000 0 0 0 0 0 0 0"))
        .hasMessageContaining("no request was answered");
    assertThatThrownBy(() -> parse("unable to connect to 127.0.0.1:16384"))
        .hasMessageContaining("no report of wrk");
  }

  @Test
  void aServerThatIsGoneIsNotAsked() {
    assertThatThrownBy(
            () ->
                WrkReport.parse(
                    "unable to connect",
                    () -> {
                      throw new IllegalStateException("no processor time");
                    }))
        .hasMessageContaining("no report of wrk: unable to connect");
  }

  private static Round parse(String output) {
    return WrkReport.parse(output, () -> USED);
  }
}
