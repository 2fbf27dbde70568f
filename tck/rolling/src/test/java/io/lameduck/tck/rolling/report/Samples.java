package io.lameduck.tck.rolling.report;

import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.DataFile;
import io.lameduck.tck.rolling.data.Percentiles;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import io.lameduck.tck.rolling.data.Timeline;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs to make reports of: one that looks like many, and the edges. */
public final class Samples {

  private Samples() {}

  /** Nothing, an option that is not offered, a hook, the jar. */
  public static BenchmarkRun usual() throws IOException, URISyntaxException {
    var file = Objects.requireNonNull(Samples.class.getResource("sample.json"));
    return DataFile.read(Path.of(file.toURI()));
  }

  /** All of them, by name. */
  static Map<String, BenchmarkRun> all() throws IOException, URISyntaxException {
    BenchmarkRun usual = usual();
    Row nothing = usual.rows().get(0);
    Map<String, BenchmarkRun> runs = new LinkedHashMap<>();
    runs.put("usual", usual);
    runs.put("no-request", with(usual, List.of(with(nothing, noRequest()))));
    runs.put("all-failed", with(usual, List.of(with(nothing, allFailed()), usual.rows().get(3))));
    runs.put("one-variant", with(usual, List.of(usual.rows().get(3))));
    runs.put("nothing-measured", with(usual, List.of(usual.rows().get(1))));
    runs.put("two-servers", twoServers());
    runs.put("no-row", with(usual, List.of()));
    return runs;
  }

  /** The jar on each. */
  static BenchmarkRun twoServers() throws IOException, URISyntaxException {
    BenchmarkRun usual = usual();
    Row row = usual.rows().get(3);
    return with(usual, List.of(row, with(row, "Another 1.0 with level-10.0", row.result())));
  }

  /** The same run with other rows. */
  static BenchmarkRun with(BenchmarkRun run, List<Row> rows) {
    return new BenchmarkRun(run.command(), run.started(), run.seconds(), "", run.machine(), rows);
  }

  private static Row with(Row row, @Nullable Result result) {
    return with(row, row.server(), result);
  }

  private static Row with(Row row, String server, @Nullable Result result) {
    return new Row(
        server,
        row.variant(),
        row.detail(),
        row.lagSeconds(),
        row.mode(),
        row.rate(),
        row.slowPercent(),
        result,
        "");
  }

  private static Result noRequest() {
    Percentiles none = Percentiles.of(List.of());
    Timeline empty =
        new Timeline(
            -2_000, 250, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    return new Result(0, 0, 0, new TreeMap<>(), new TreeMap<>(), List.of(), none, none, empty);
  }

  private static Result allFailed() {
    int steps = 32;
    Timeline line =
        new Timeline(
            -2_000,
            250,
            1,
            Collections.nCopies(steps, 170),
            Collections.nCopies(steps, 0),
            Collections.nCopies(steps, 170),
            Collections.nCopies(steps, "none"),
            Collections.nCopies(steps, ""),
            Collections.nCopies(steps, -1.0));
    Percentiles none = Percentiles.of(List.of());
    return new Result(
        8,
        5_440,
        5_440,
        new TreeMap<>(Map.of("refused", 5_440L)),
        new TreeMap<>(Map.of("keep-alive", 5_440L)),
        List.of(new Result.Exit(100, 143)),
        none,
        none,
        line);
  }
}
