package io.lameduck.tck.rolling;

import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.measured.Servers;
import io.lameduck.tck.measured.ThisMachine;
import io.lameduck.tck.measured.ThisRun;
import io.lameduck.tck.rolling.data.BenchmarkRun;
import io.lameduck.tck.rolling.data.DataFile;
import io.lameduck.tck.rolling.data.Machine;
import io.lameduck.tck.rolling.data.Result;
import io.lameduck.tck.rolling.data.Row;
import io.lameduck.tck.rolling.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rolling restarts of real servers under strict load behind a real HAProxy that is told late: with
 * nothing done about it, with what the server offers, with a sleep, and with the jar. What it does
 * is in the system properties that {@link Settings} reads.
 *
 * <p>Writes one data file and the report of it, after each row, so that a long run leaves something
 * wherever it ends. Ends with 1 if a row could not be measured, or if the jar failed a request.
 */
public final class RollingRestartBenchmark {

  private final Settings settings = new Settings(System.getProperties());
  private final Console console = new Console(System.out);
  private final List<Row> rows = new ArrayList<>();
  private final ThisRun thisRun = new ThisRun();
  private boolean broken;

  private RollingRestartBenchmark() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    if (HaProxy.PROGRAM.find().isEmpty()) {
      System.err.println("The benchmark needs HAProxy. " + HaProxy.PROGRAM.advice());
      System.exit(2);
    }
    System.exit(new RollingRestartBenchmark().run());
  }

  private int run() throws IOException, InterruptedException {
    Machine machine = ThisMachine.describe(settings.javaHome(), HaProxy.version());
    List<Trial> trials = settings.trials(new Servers()::named);
    console.print("%n%d rows. %s".formatted(trials.size(), machine));
    for (Trial trial : trials) {
      rows.add(row(trial));
      write(machine);
    }
    return broken || rows.stream().anyMatch(RollingRestartBenchmark::jarFailed) ? 1 : 0;
  }

  private Row row(Trial trial) throws IOException, InterruptedException {
    try {
      return new TrialRun(settings, trial, console).run();
    } catch (IllegalStateException e) {
      // The other rows may still be worth their time.
      broken = true;
      String why = String.valueOf(e.getMessage());
      console.event("broken: " + why);
      return trial.missing("broken: " + why.lines().findFirst().orElse(""));
    }
  }

  private void write(Machine machine) throws IOException {
    BenchmarkRun run =
        new BenchmarkRun(
            settings.command(),
            thisRun.started(),
            thisRun.seconds(),
            settings.note(),
            machine,
            rows);
    String name = thisRun.fileName("rolling");
    Path data = settings.folder().resolve(name + ".json");
    DataFile.write(data, run);
    ReportFiles.write(run, settings.folder(), name);
    console.print("Data and report: " + settings.folder().resolve(name) + ".{json,html,svg}");
  }

  private static boolean jarFailed(Row row) {
    Result result = row.result();
    return row.variant().equals(Variant.LAMEDUCK.label()) && result != null && result.failed() > 0;
  }
}
