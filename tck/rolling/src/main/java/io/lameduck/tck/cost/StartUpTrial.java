package io.lameduck.tck.cost;

import io.lameduck.tck.cost.Layout.Content;
import io.lameduck.tck.cost.data.Start;
import io.lameduck.tck.cost.data.StartUp;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts of one server with as many WARs, in turn without the jar and with it. */
final class StartUpTrial {

  private final CostSettings settings;
  private final ServerUnderTest server;
  private final Layout bare;
  private final Layout jar;
  private final Console console;

  StartUpTrial(CostSettings settings, ServerUnderTest server, int wars, Console console) {
    this.settings = settings;
    this.server = server;
    this.console = console;
    bare = new Layout(wars, Content.BARE);
    jar = new Layout(wars, Content.LAMEDUCK);
  }

  /**
   * Measures.
   *
   * @throws IllegalStateException if a server does not start
   */
  StartUp run() throws IOException, InterruptedException {
    console.print("\n%s, start-up, %s : %s".formatted(server.name(), bare.label(), jar.label()));
    // The first one has the server's files read from the disk, and would count against one side.
    start(jar);
    List<Start> bareStarts = new ArrayList<>();
    List<Start> jarStarts = new ArrayList<>();
    for (int number = 0; number < settings.starts(); number++) {
      if (number % 2 == 0) {
        bareStarts.add(start(bare));
        jarStarts.add(start(jar));
      } else {
        jarStarts.add(start(jar));
        bareStarts.add(start(bare));
      }
      Start without = bareStarts.get(number);
      Start with = jarStarts.get(number);
      console.event(
          "%,8d ms %,8d ms   processor %,8d ms %,8d ms"
              .formatted(
                  without.millis(),
                  with.millis(),
                  without.processorMillis(),
                  with.processorMillis()));
    }
    return StartUp.of(server.name(), bare.wars(), bareStarts, jarStarts);
  }

  private Start start(Layout layout) throws IOException, InterruptedException {
    ServerSetup setup = new Instances(settings).fresh("start-up", layout);
    long begun = System.nanoTime();
    try (ServerProcess process = server.start(setup)) {
      process.awaitReady(Instances.START_BOUND);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      Duration processor = ProcessorTime.sinceItsStart(process.pid());
      Instances.check(process, layout);
      return new Start(millis, processor.toMillis());
    }
  }
}
