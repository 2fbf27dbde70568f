package io.lameduck.tck.cost;

import io.lameduck.tck.cost.CostSettings.Matching;
import io.lameduck.tck.cost.data.Comparison;
import io.lameduck.tck.cost.data.CostRun;
import io.lameduck.tck.cost.data.StartUp;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.Console;
import io.lameduck.tck.measured.Servers;
import io.lameduck.tck.measured.ThisMachine;
import io.lameduck.tck.measured.ThisRun;
import io.lameduck.tck.rolling.data.DataFile;
import io.lameduck.tck.rolling.data.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the jar costs real servers that are not stopped: requests a second and p99 under a load that
 * alternates between two instances, and the time that a start takes. What it does is in the system
 * properties that {@link CostSettings} reads.
 *
 * <p>Writes one data file, after each comparison, so that a long run leaves something wherever it
 * ends. A request that fails ends it, and so does a server that does not start.
 */
public final class CostBenchmark {

  private final CostSettings settings = new CostSettings(System.getProperties());
  private final Console console = new Console(System.out);
  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<StartUp> startUps = new ArrayList<>();
  private final ThisRun thisRun = new ThisRun();
  private final Machine machine = ThisMachine.describe(settings.javaHome(), "none");

  private CostBenchmark() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    if (Wrk.PROGRAM.find().isEmpty()) {
      System.err.println("The benchmark needs wrk. " + Wrk.PROGRAM.advice());
      System.exit(2);
    }
    new CostBenchmark().run();
    // Threads that the servers' classes may have left must not keep the build waiting.
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    Wrk wrk = Wrk.in(settings.folder(), settings.connections());
    console.print("%n%s%n%s".formatted(machine, wrk.description()));
    for (ServerUnderTest server : settings.servers(new Servers()::named)) {
      for (Matching matching : settings.matchings()) {
        comparisons.add(new ThroughputTrial(settings, server, matching, wrk, console).run());
        write(wrk);
      }
      if (settings.starts() > 0) {
        for (int wars : settings.wars()) {
          startUps.add(new StartUpTrial(settings, server, wars, console).run());
          write(wrk);
        }
      }
    }
    console.print(CostTable.of(comparisons, startUps));
    console.print("Data: " + file());
  }

  private void write(Wrk wrk) throws IOException {
    DataFile.write(
        file(),
        new CostRun(
            settings.command(),
            thisRun.started(),
            thisRun.seconds(),
            settings.note(),
            machine,
            wrk.description(),
            comparisons,
            startUps));
  }

  private Path file() {
    return settings.folder().resolve(thisRun.fileName("cost") + ".json");
  }
}
