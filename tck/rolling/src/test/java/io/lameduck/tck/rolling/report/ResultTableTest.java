package io.lameduck.tck.rolling.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.Row;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  @Test
  void oneSetOfConditionsHasAllFigures() throws Exception {
    BenchmarkRun run = Samples.usual();
    assertThat(ResultTable.asciidoc(run))
        .contains("| Variant | Failed of all sent | How they failed |")
        .doesNotContain("Conditions");
  }

  /** The second variant is missing from the second set of conditions. */
  @Test
  void severalHaveALineEach() throws Exception {
    BenchmarkRun usual = Samples.usual();
    Row nothing = usual.rows().get(0);
    Row notOffered = usual.rows().get(1);
    BenchmarkRun run = Samples.with(usual, List.of(nothing, notOffered, later(nothing)));
    String failed = Words.failedOfSent(Objects.requireNonNull(nothing.result()));
    assertThat(ResultTable.asciidoc(run))
        .containsOnlyOnce("\n." + nothing.server() + ": failed of all sent\n")
        .contains("| Conditions | Nothing | The server’s own option")
        .contains(
            "\n| %s\n| %s\n| %s\n"
                .formatted(Words.conditions(nothing.conditions()), failed, notOffered.missing()),
            "\n| %s\n| %s\n| –\n".formatted(Words.conditions(later(nothing).conditions()), failed));
  }

  private static Row later(Row row) {
    return new Row(
        row.server(),
        row.variant(),
        row.detail(),
        row.lagSeconds() + 6,
        row.mode(),
        row.rate(),
        row.slowPercent(),
        row.result(),
        row.missing());
  }
}
