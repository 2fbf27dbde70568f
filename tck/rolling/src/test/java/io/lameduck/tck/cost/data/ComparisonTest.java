package io.lameduck.tck.cost.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  /**
   * The machine becomes slower from pair to pair, and the second is always a tenth slower than the
   * first; but one pair was disturbed between its two rounds.
   */
  private static final List<Pair> DRIFT =
      List.of(pair(1000, 900), pair(800, 720), pair(600, 540), pair(400, 900), pair(200, 180));

  @Test
  void theRatioIsThatOfThePairs() {
    Comparison comparison = Comparison.of("a server", "bare", "jar", DRIFT);
    assertThat(comparison.ratio().median()).isCloseTo(0.9, within(1e-9));
    assertThat(comparison.ratio().greatest()).isEqualTo(2.25);
  }

  /** The control: what one would take instead is wrong on the same figures. */
  @Test
  void theRatioOfTheMediansIsAnother() {
    Comparison comparison = Comparison.of("a server", "bare", "jar", DRIFT);
    double ofMedians = comparison.secondPerSecond().median() / comparison.firstPerSecond().median();
    double ofMeans =
        mean(DRIFT.stream().mapToDouble(pair -> pair.second().perSecond()))
            / mean(DRIFT.stream().mapToDouble(pair -> pair.first().perSecond()));
    assertThat(ofMedians).isEqualTo(1.2);
    assertThat(ofMeans).isEqualTo(1.08);
  }

  @Test
  void eachSideHasItsOwnTimes() {
    Comparison comparison = Comparison.of("a server", "bare", "jar", List.of(pair(100, 50)));
    assertThat(comparison.firstP99Millis().median()).isEqualTo(10);
    assertThat(comparison.secondP99Millis().median()).isEqualTo(20);
  }

  /** Both took the same of the processor; the second had to wait for it. */
  @Test
  void processorTimeIsAFigureOfItsOwn() {
    Pair waited = new Pair(1, new Round(100, 20, 1, 2, 40), new Round(50, 10, 2, 4, 44));
    Comparison comparison = Comparison.of("a server", "bare", "jar", List.of(waited));
    assertThat(comparison.ratio().median()).isEqualTo(0.5);
    assertThat(comparison.firstProcessorMicros().median()).isEqualTo(40);
    assertThat(comparison.secondProcessorMicros().median()).isEqualTo(44);
    assertThat(comparison.processorRatio().median()).isCloseTo(1.1, within(1e-9));
  }

  /** In one start the second JVM was lucky, in the other the first. */
  @Test
  void eachStartHasAFigureOfItsOwn() {
    List<Pair> lucky = List.of(started(1, 120), started(1, 130), started(1, 110));
    List<Pair> unlucky = List.of(started(2, 80), started(2, 70), started(2, 90));
    Comparison comparison =
        Comparison.of(
            "a server", "bare", "jar", Stream.of(lucky, unlucky).flatMap(List::stream).toList());
    assertThat(comparison.ratio().median()).isCloseTo(1, within(1e-9));
    assertThat(comparison.ratioOfStarts().least()).isCloseTo(0.8, within(1e-9));
    assertThat(comparison.ratioOfStarts().greatest()).isCloseTo(1.2, within(1e-9));
  }

  private static Pair started(int instances, double second) {
    return new Pair(instances, round(100), round(second));
  }

  private static double mean(DoubleStream figures) {
    return figures.average().orElseThrow();
  }

  private static Pair pair(double first, double second) {
    return new Pair(1, round(first), round(second));
  }

  private static Round round(double perSecond) {
    return new Round((long) (5 * perSecond), perSecond, 100 / perSecond, 1000 / perSecond, 40);
  }
}
