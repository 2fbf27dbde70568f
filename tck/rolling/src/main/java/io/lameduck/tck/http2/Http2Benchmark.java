package io.lameduck.tck.http2;

import io.lameduck.tck.harness.Jdk;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.http2.client.Address;
import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.Fleet;
import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.load.RollingRestart;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.RollingRestartTimes;
import io.lameduck.tck.load.StopWay;
import io.lameduck.tck.measured.Servers;
import io.lameduck.tck.measured.ThisMachine;
import io.lameduck.tck.measured.ThisRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Rolling restarts of real servers under the load of real HTTP/2 clients, behind a real HAProxy
 * that is told late. All clients ask at the same time; the result is of each by itself. What it
 * does is in the system properties that {@link Http2Settings} reads.
 *
 * <p>Writes the result of each series as it ends. Ends with 1 if a series could not be measured, or
 * if a request failed with the jar.
 */
public final class Http2Benchmark {

  private static final Duration START_BOUND = Duration.ofMinutes(3);
  private static final Duration EXIT_BOUND = Duration.ofSeconds(60);
  private static final Duration FIRST_ANSWERS = Duration.ofMinutes(1);
  private static final Duration STEADY = Duration.ofSeconds(2);
  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Http2Settings settings = new Http2Settings(System.getProperties());
  private final Console console = new Console(System.out);
  private final ThisRun thisRun = new ThisRun();
  private boolean good = true;

  private Http2Benchmark() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    if (HaProxy.PROGRAM.find().isEmpty()) {
      System.err.println("The benchmark needs HAProxy. " + HaProxy.PROGRAM.advice());
      System.exit(2);
    }
    System.exit(new Http2Benchmark().run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    console.print("Clients on JDK " + Runtime.version() + ", servers on " + jdk());
    for (Http2Trial trial : settings.trials(new Servers()::named)) {
      console.print("\n" + trial.title());
      console.print(machine());
      try {
        measure(trial);
      } catch (IllegalStateException e) {
        // The other series may still be worth their time.
        good = false;
        console.event("broken: " + e.getMessage());
      }
    }
    return good;
  }

  private void measure(Http2Trial trial) throws IOException, InterruptedException {
    Path directory =
        Files.createTempDirectory(
            Files.createDirectories(settings.folder()),
            trial.title().replaceAll("[^A-Za-z0-9]+", "-") + "-");
    Path war = Http2War.make(directory, trial.jar() ? settings.jar() : null);
    List<ServerSetup> setups =
        ServerSetup.two(directory, war, Http2War.PATH, settings.javaHome(), JVM);
    if (trial.tls()) {
      setups = setups.stream().map(ServerSetup::withTls).toList();
    }
    List<Integer> ports =
        setups.stream().map(s -> trial.tls() ? s.tlsPort() : s.httpPort()).toList();
    RollingRestartTimes times =
        new RollingRestartTimes(trial.lag(), STEADY, Duration.ZERO, EXIT_BOUND);
    try (Fleet fleet = Fleet.start(trial.server(), setups, StopWay.SIGTERM, START_BOUND);
        HaProxy haProxy = HaProxy.start(directory, trial.mode(), ports);
        Http2Load load =
            new Http2Load(
                new Address(haProxy.port(), trial.tls()), settings.clients(), settings.kinds())) {
      RollingRestart restart = new RollingRestart(fleet, haProxy, load, times, console);
      RollingRestartResult result = measured(restart, trial, load);
      write(Http2Result.text(trial, result, load.log()));
      good &= !trial.jar() || result.load().failed() == 0;
    }
  }

  private RollingRestartResult measured(RollingRestart restart, Http2Trial trial, Http2Load load)
      throws IOException, InterruptedException {
    try {
      return restart.run(
          (done, soFar) -> {
            if (done == 0) {
              load.awaitAnswers(FIRST_ANSWERS);
            }
            return done < trial.restarts();
          });
    } catch (IllegalStateException e) {
      load.log().failures().forEach(failure -> console.print(failure.line(List.of())));
      throw e;
    }
  }

  private void write(String text) throws IOException {
    String all = text + machine() + "\n\n";
    console.print(all);
    Path file = settings.folder().resolve(thisRun.fileName("http2") + ".txt");
    Files.writeString(file, all, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String jdk() {
    return Jdk.name(settings.javaHome());
  }

  private String machine() {
    return ThisMachine.describe(settings.javaHome(), "HAProxy").toString();
  }
}
