package io.lameduck.tck.rolling;

import io.lameduck.tck.harness.GracefulOption;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.Fleet;
import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.load.LoadPlan;
import io.lameduck.tck.load.Progress;
import io.lameduck.tck.load.RollingRestart;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.RollingRestartTimes;
import io.lameduck.tck.load.StopWay;
import io.lameduck.tck.rolling.data.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Two instances, HAProxy and the load, for one combination. */
final class TrialRun {

  private static final Duration START_BOUND = Duration.ofMinutes(3);
  private static final Duration EXIT_BOUND = Duration.ofSeconds(60);
  private static final Duration STEADY = Duration.ofSeconds(3);
  private static final Duration SERVERS_BOUND = Duration.ofSeconds(20);
  private static final Duration SLOW_TIME = Duration.ofSeconds(2);
  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Settings settings;
  private final Trial trial;
  private final Console console;
  private final long begun = System.nanoTime();

  TrialRun(Settings settings, Trial trial, Console console) {
    this.settings = settings;
    this.trial = trial;
    this.console = console;
  }

  /**
   * Measures, where there is something to measure.
   *
   * @throws IllegalStateException if a server does not start or does not end
   */
  Row run() throws IOException, InterruptedException {
    console.print("\n" + trial.title());
    Optional<GracefulOption> option =
        trial.server().gracefulOption(settings.preStop(), SERVERS_BOUND);
    if (trial.variant() == Variant.SERVER && option.isEmpty()) {
      console.event("not offered by this server");
      return trial.missing("not offered by this server");
    }
    return switch (trial.variant()) {
      case NOTHING -> measure("", List.of(), Duration.ZERO);
      case SERVER ->
          measure(
              option.orElseThrow().description(), option.orElseThrow().jvmOptions(), Duration.ZERO);
      case PRESTOP_SLEEP ->
          measure(settings.preStop().toSeconds() + " s", List.of(), settings.preStop());
      case LAMEDUCK -> measure("nothing configured", List.of(), Duration.ZERO);
    };
  }

  private Row measure(String detail, List<String> options, Duration preStop)
      throws IOException, InterruptedException {
    Path directory = directory();
    List<String> jvm = new ArrayList<>(JVM);
    jvm.addAll(options);
    List<ServerSetup> setups =
        ServerSetup.two(directory, war(directory), "/shop/products", settings.javaHome(), jvm);
    console.event("two instances start");
    try (Fleet fleet = Fleet.start(trial.server(), setups, StopWay.SIGTERM, START_BOUND);
        HaProxy haProxy = HaProxy.start(directory, trial.mode(), fleet.httpPorts());
        ReadinessPoll poll = ReadinessPoll.of(fleet)) {
      LoadPlan plan =
          LoadPlan.atRate(
              haProxy.port(),
              "/shop/products",
              "/shop/reports/sales",
              trial.rate(),
              trial.slowPercent() / 100,
              SLOW_TIME);
      RollingRestartTimes times = new RollingRestartTimes(trial.lag(), STEADY, preStop, EXIT_BOUND);
      RollingRestartResult result =
          new RollingRestart(fleet, haProxy, plan, times, console).run(this::another);
      console.event(result.load().summary());
      return trial.measured(detail, Results.of(result, poll.sightings(), trial.lag()));
    }
  }

  private boolean another(int done, Progress soFar) {
    boolean inTime = System.nanoTime() - begun < settings.longestRow().toNanos();
    return done == 0 || (soFar.sent() < settings.requests() && inTime);
  }

  /** The context path comes from the file's name. */
  private Path war(Path directory) throws IOException {
    Path war = directory.resolve("shop.war");
    return Files.copy(settings.war(trial.variant() == Variant.LAMEDUCK), war);
  }

  private Path directory() throws IOException {
    Path instances = Files.createDirectories(settings.folder().resolve("instances"));
    String name = trial.title().replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
    return Files.createTempDirectory(instances, name + "-");
  }
}
