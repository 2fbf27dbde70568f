package io.lameduck.tck.balancers;

import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.http2.Http2War;
import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.Fleet;
import io.lameduck.tck.load.LoadPlan;
import io.lameduck.tck.load.RequestRecord;
import io.lameduck.tck.load.RollingRestart;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.RollingRestartTimes;
import io.lameduck.tck.load.Stop;
import io.lameduck.tck.load.StopWay;
import io.lameduck.tck.measured.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One rolling restart of two instances behind each balancer, with the jar and without it. Strict
 * clients go on all the time. The application has a persistent timer if the server has timers.
 * System properties: {@code rolling.servers}, {@code cost.jar}, {@code rolling.folder}, {@code
 * rolling.java.home}, {@code balancers}, {@code balancers.bare}; {@code balancers.samples} has a
 * default.
 */
public final class BehindBalancers {

  private static final Duration START_BOUND = Duration.ofMinutes(4);

  /** Longer than a balancer takes to find an instance that is new. */
  private static final RollingRestartTimes TIMES =
      new RollingRestartTimes(
          Duration.ZERO, Duration.ofSeconds(12), Duration.ZERO, Duration.ofSeconds(90));

  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Console console = new Console(System.out);
  private final Path folder = Path.of(property("rolling.folder")).resolve("balancers");
  private final Path samples =
      Path.of(System.getProperty("balancers.samples", "../../samples/balancers"));

  private BehindBalancers() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    new BehindBalancers().run();
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    Servers servers = new Servers();
    for (String name : property("rolling.servers").split(",", -1)) {
      for (BalancerKind kind : kinds("balancers")) {
        measure(servers.named(name), kind, Path.of(property("cost.jar")));
      }
      for (BalancerKind kind : kinds("balancers.bare")) {
        measure(servers.named(name), kind, null);
      }
    }
  }

  private static List<BalancerKind> kinds(String key) {
    return Arrays.stream(property(key).split(",", -1)).map(BalancerKind::valueOf).toList();
  }

  private void measure(ServerUnderTest server, BalancerKind kind, @Nullable Path jar)
      throws IOException, InterruptedException {
    String title =
        "%s, %s, %s".formatted(server.name(), kind, jar == null ? "bare" : "with the jar");
    console.print("\n" + title);
    Path directory =
        Files.createTempDirectory(
            Files.createDirectories(folder), title.replaceAll("[^A-Za-z0-9]+", "-") + "-");
    Path war = Http2War.make(directory, jar, server.hasTimers());
    List<ServerSetup> setups =
        ServerSetup.two(directory, war, Http2War.PATH, Path.of(property("rolling.java.home")), JVM);
    try (Fleet fleet = Fleet.start(server, setups, StopWay.SIGTERM, START_BOUND)) {
      List<Integer> health =
          IntStream.range(0, fleet.size()).mapToObj(i -> fleet.get(i).healthPort()).toList();
      if (kind.asksTheApplicationsPort() && !health.equals(fleet.httpPorts())) {
        console.event("not measured: its health port is another one on each instance");
        return;
      }
      try (ConfiguredBalancer balancer =
          ConfiguredBalancer.start(kind, samples, directory, fleet.httpPorts(), health)) {
        LoadPlan plan = LoadPlan.of(balancer.port(), Http2War.PATH, Http2War.PATH + "?ms=500");
        RollingRestartResult result =
            new RollingRestart(fleet, balancer, plan, TIMES, console).run(1);
        console.print(
            "RESULT %s: %s; while an instance stopped: %d; exits %s"
                .formatted(
                    title,
                    result.load().summary(),
                    failedInStops(result),
                    result.stops().stream().map(Stop::exitTime).toList()));
      }
    }
  }

  /** The others failed while a server started, which some do before their application is up. */
  private static long failedInStops(RollingRestartResult result) {
    return result.load().failures().stream()
        .filter(request -> result.stops().stream().anyMatch(stop -> overlap(request, stop)))
        .count();
  }

  private static boolean overlap(RequestRecord request, Stop stop) {
    return request.start().compareTo(stop.begun().plus(stop.exitTime())) < 0
        && request.start().plus(request.duration()).compareTo(stop.begun()) > 0;
  }

  private static String property(String key) {
    String value = System.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("-D" + key + " is missing");
    }
    return value;
  }
}
