package io.lameduck.samples.demo;

import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.load.Console;
import io.lameduck.tck.load.Fleet;
import io.lameduck.tck.load.LoadPlan;
import io.lameduck.tck.load.RollingRestart;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.RollingRestartTimes;
import io.lameduck.tck.load.StopWay;
import io.lameduck.tck.load.TcpBalancer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One rolling restart of two instances with one WAR. */
final class Shift {

  private static final Duration START_BOUND = Duration.ofMinutes(2);

  private static final List<String> JVM =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final ServerUnderTest server;
  private final Path war;
  private final Path directory;
  private final Duration lag;

  Shift(ServerUnderTest server, Path war, Path directory, Duration lag) {
    this.server = server;
    this.war = war;
    this.directory = directory;
    this.lag = lag;
  }

  RollingRestartResult run(Console console) throws IOException, InterruptedException {
    console.event("two instances start");
    List<ServerSetup> setups =
        ServerSetup.two(
            directory, war, "/shop/products", Path.of(System.getProperty("java.home")), JVM);
    try (Fleet fleet = Fleet.start(server, setups, StopWay.SIGTERM, START_BOUND);
        TcpBalancer balancer = TcpBalancer.start(fleet.httpPorts())) {
      LoadPlan plan = LoadPlan.of(balancer.port(), "/shop/products", "/shop/reports/sales");
      RollingRestartTimes times = RollingRestartTimes.withLag(lag);
      return new RollingRestart(fleet, balancer, plan, times, console).run(1);
    }
  }
}
