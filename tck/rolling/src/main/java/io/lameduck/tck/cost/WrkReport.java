package io.lameduck.tck.cost;

import io.lameduck.tck.cost.data.Round;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What {@code wrk.lua} prints at the end, in one line. */
final class WrkReport {

  private static final String MARK = "lameduck ";
  private static final int REQUESTS = 0;
  private static final int MICROS = 1;
  private static final int FIRST_ERROR = 2;
  private static final int P50 = 7;
  private static final int P99 = 8;
  private static final int FIGURES = 9;

  private WrkReport() {}

  /**
   * Reads the output of the program.
   *
   * @param processor what the server used meanwhile; asked only of a good report, since a server
   *     that is gone can say nothing, and the report says why
   * @throws IllegalStateException if the line is missing, if a request failed, or if none was
   *     answered: a server that refuses is quick
   */
  static Round parse(String output, Supplier<Duration> processor) {
    long[] figures =
        output
            .lines()
            .filter(line -> line.startsWith(MARK))
            .map(line -> line.substring(MARK.length()).strip().split(" "))
            .map(words -> Arrays.stream(words).mapToLong(Long::parseLong).toArray())
            .filter(numbers -> numbers.length == FIGURES)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no report of wrk: " + output));
    if (LongStream.of(figures).skip(FIRST_ERROR).limit(P50 - FIRST_ERROR).sum() > 0) {
      throw new IllegalStateException("requests failed: " + output);
    }
    if (figures[REQUESTS] == 0) {
      throw new IllegalStateException("no request was answered: " + output);
    }
    return new Round(
        figures[REQUESTS],
        figures[REQUESTS] * 1e6 / figures[MICROS],
        figures[P50] / 1e3,
        figures[P99] / 1e3,
        processor.get().toNanos() / 1e3 / figures[REQUESTS]);
  }
}
