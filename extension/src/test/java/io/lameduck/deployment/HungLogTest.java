package io.lameduck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.Forked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log that hangs for ever, from each line of a whole drain on: the JVM stops in time. */
@Timeout(120)
class HungLogTest {

  private static final Duration DEADLINE = Duration.ofSeconds(4);

  /** What the hand-over may be late, and what a JVM takes to go on a busy machine. */
  private static final Duration LATE = Duration.ofSeconds(1).plusMillis(1500);

  /**
   * One program for each line, all at the same time.
   *
   * @param lines how many a log that does not hang takes, at least
   */
  @ParameterizedTest
  @CsvSource({"stuck, 6", "unsent, 6"})
  void fromEachLineOn(String kind, int lines) throws Exception {
    List<Forked> programs = new ArrayList<>();
    try {
      for (int takes = 0; takes <= lines; takes++) {
        programs.add(Forked.start(List.of(), HungLogProgram.class, "" + takes, kind));
      }
      for (int takes = 0; takes <= lines; takes++) {
        assertThat(seenUntilReady(programs.get(takes))).as("takes %d", takes).isTrue();
      }
      long begun = System.nanoTime();
      programs.forEach(Forked::sigterm);
      for (int takes = 0; takes <= lines; takes++) {
        Duration left = DEADLINE.plus(LATE).minusNanos(System.nanoTime() - begun);
        assertThat(programs.get(takes).endsWithin(left)).as("takes %d", takes).isTrue();
        assertThat(programs.get(takes).exitCode()).isEqualTo(143);
      }
      // The control: with room for all of them there are so many, and what is asked for is there.
      assertThat(programs.get(lines).rest()).hasSizeGreaterThanOrEqualTo(lines - 1);
    } finally {
      programs.forEach(Forked::close);
    }
  }

  private static boolean seenUntilReady(Forked program) throws Exception {
    return !program.awaitLine("READY").isEmpty();
  }
}
