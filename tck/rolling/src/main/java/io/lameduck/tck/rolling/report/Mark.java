package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A moment that the report points at.
 *
 * @param second since the beginning of the stop
 */
record Mark(double second, String text) {

  /** Those of a row, the earliest first. */
  static List<Mark> of(Row row, Result result) {
    List<Mark> marks = new ArrayList<>();
    boolean sleeps = row.variant().equals("prestop-sleep");
    marks.add(new Mark(0, sleeps ? "the hook sleeps" : "SIGTERM"));
    if (!result.stops().isEmpty()) {
      double mean =
          result.stops().stream().mapToLong(Result.Exit::millis).average().orElse(0) / 1_000;
      marks.add(new Mark(mean, "process ends, " + Words.exits(result)));
    }
    marks.add(
        new Mark(row.lagSeconds(), "balancer told, " + Words.plain(row.lagSeconds()) + "\u00a0s"));
    marks.sort(Comparator.comparingDouble(Mark::second));
    return marks;
  }
}
