package io.lameduck.tck.routing;

import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.Load;
import io.lameduck.tck.load.LoadPlan;
import io.lameduck.tck.load.LoadResult;
import io.lameduck.tck.load.RequestRecord;
import io.lameduck.tck.load.TcpRelay;
import io.lameduck.tck.measured.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Pods on real servers behind an emulated Service, with the settings of the manifests: each
 * scenario under the load of strict clients. System properties: {@code rolling.servers}, {@code
 * cost.jar}, {@code rolling.folder}, {@code rolling.java.home}; {@code routing.scenarios}, {@code
 * routing.lag} in seconds and {@code routing.samples} have defaults.
 */
public final class BehindService {

  /** Before and after what happens. */
  private static final Duration STEADY = Duration.ofSeconds(5);

  private final Console console = new Console(System.out);
  private final Path folder = Path.of(property("rolling.folder")).resolve("routing");
  private final Path samples =
      Path.of(System.getProperty("routing.samples", "../../samples/kubernetes"));
  private final Duration lag =
      Duration.ofSeconds(Long.parseLong(System.getProperty("routing.lag", "3")));

  private BehindService() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    new BehindService().run();
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    Servers servers = new Servers();
    for (String name : property("rolling.servers").split(",", -1)) {
      for (Scenario scenario : scenarios()) {
        measure(servers.named(name), name, scenario);
      }
    }
  }

  private static List<Scenario> scenarios() {
    String names = System.getProperty("routing.scenarios", "all");
    return names.equals("all")
        ? List.of(Scenario.values())
        : Arrays.stream(names.split(",", -1)).map(Scenario::valueOf).toList();
  }

  private void measure(ServerUnderTest server, String overlay, Scenario scenario)
      throws IOException, InterruptedException {
    String title = server.name() + ", " + scenario;
    PodSpec spec = scenario.changed(PodSpec.read(samples, overlay, scenario.local()));
    console.print("\n" + title + ": rules " + lag.toSeconds() + " s late, " + spec);
    Path directory =
        Files.createTempDirectory(
            Files.createDirectories(folder), title.replaceAll("[^A-Za-z0-9]+", "-") + "-");
    Path jar = Path.of(property("cost.jar"));
    Path war = ShopWar.make(directory, scenario.withJar() ? jar : null);
    Path javaHome = Path.of(property("rolling.java.home"));
    Cluster.Template template = new Cluster.Template(server, javaHome, directory, war, spec, lag);
    try (Cluster cluster = new Cluster(template, console)) {
      scenario.prepare(cluster);
      try (TcpRelay relay = TcpRelay.start(cluster.router());
          Load load = Load.start(plan(relay.port()))) {
        cluster.pass(STEADY);
        scenario.run(cluster);
        cluster.passLag();
        cluster.pass(STEADY);
        report(title, load.stop(), cluster);
      }
    }
  }

  /** Most of them with a connection for each request, since only a new one is routed. */
  private static LoadPlan plan(int port) {
    return new LoadPlan(
        port,
        ShopWar.PATH,
        ShopWar.PATH + "?ms=500",
        6,
        8,
        2,
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofSeconds(15));
  }

  private void report(String title, LoadResult result, Cluster cluster) {
    List<RequestRecord> failures = result.failures();
    console.print(
        "RESULT %s: %s; dropped %d; %s"
            .formatted(title, result.summary(), cluster.router().dropped(), cluster.ends()));
    if (!failures.isEmpty()) {
      console.print(
          "  failures from %s to %s of the load"
              .formatted(
                  Cluster.seconds(failures.get(0).start().toNanos()),
                  Cluster.seconds(failures.get(failures.size() - 1).start().toNanos())));
    }
  }

  private static String property(String key) {
    String value = System.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("-D" + key + " is missing");
    }
    return value;
  }
}
