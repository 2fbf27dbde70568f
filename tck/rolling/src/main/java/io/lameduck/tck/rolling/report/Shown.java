package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A row of which there is something to draw. */
record Shown(Row row, Result result) {

  static List<Shown> of(Collection<Row> rows) {
    return rows.stream().flatMap(Shown::of).toList();
  }

  private static Stream<Shown> of(Row row) {
    Result result = row.result();
    return result == null ? Stream.empty() : Stream.of(new Shown(row, result));
  }

  List<Mark> marks() {
    return Mark.of(row, result);
  }

  /** How it is to be coloured. */
  String judgement() {
    return result.failed() == 0 ? "good" : "bad";
  }
}
