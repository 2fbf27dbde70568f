package io.lameduck.tck.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RollingRestartTest {

  private static final Duration LAG = Duration.ofMillis(400);

  /** Far longer than any client can be late. */
  private static final Duration LONG_DRAIN = Duration.ofMillis(2_500);

  private final Path directory;
  private final List<String> events = new CopyOnWriteArrayList<>();

  RollingRestartTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aServerThatOutlastsTheLagFailsNothing() throws Exception {
    RollingRestartResult result = restart(LONG_DRAIN, 1);
    assertThat(result.load().failures()).as(result.load().summary()).isEmpty();
    assertThat(result.load().sent()).isPositive();
    assertThat(result.stops()).extracting(Stop::instance).containsExactly(0, 1);
    assertThat(result.stops()).extracting(Stop::exitCode).containsOnly(143);
    assertThat(result.longestExit()).isBetween(LONG_DRAIN, LONG_DRAIN.plusSeconds(10));
  }

  @Test
  void aServerThatIsGoneBeforeTheBalancerKnowsFailsMany() throws Exception {
    RollingRestartResult result = restart(Duration.ZERO, 1);
    assertThat(result.load().failed()).isGreaterThan(10);
  }

  @Test
  void anInstanceIsBackOnlyAfterTheBalancerHasHeardOfItsStop() throws Exception {
    assertThat(restart(Duration.ZERO, 2).stops()).hasSize(4);
    assertThat(events)
        .containsExactly("out 0", "in 0", "out 1", "in 1", "out 0", "in 0", "out 1", "in 1");
  }

  @Test
  void theWatcherHearsOfEachStep() throws Exception {
    List<String> phases = new CopyOnWriteArrayList<>();
    assertThat(restart(Duration.ZERO, 1, (phase, progress) -> phases.add(phase)).stops())
        .hasSize(2);
    assertThat(phases)
        .containsSubsequence(
            "steady",
            "instance 1: SIGTERM",
            "instance 1: exit 143",
            "instance 1: starts again",
            "steady",
            "instance 2: SIGTERM",
            "done")
        .contains("instance 2: the balancer knows");
  }

  @Test
  void aHookSleepsBeforeTheSignalAndIsPartOfTheStop() throws Exception {
    List<String> phases = new CopyOnWriteArrayList<>();
    Duration sleep = LAG.multipliedBy(2);
    RollingRestartResult result =
        restart(Duration.ZERO, sleep, (done, soFar) -> done < 1, (phase, p) -> phases.add(phase));
    assertThat(phases)
        .containsSubsequence(
            "instance 1: the hook sleeps",
            "instance 1: the balancer knows",
            "instance 1: SIGTERM",
            "instance 1: exit 143");
    assertThat(result.stops()).allMatch(stop -> stop.exitTime().compareTo(sleep) >= 0);
  }

  @Test
  void itGoesOnUntilEnoughIsSent() throws Exception {
    RollingRestartResult result =
        restart(
            LONG_DRAIN,
            Duration.ZERO,
            (done, soFar) -> soFar.sent() < 1_500 && done < 10,
            (phase, p) -> {});
    assertThat(result.load().sent()).isGreaterThanOrEqualTo(1_500);
    assertThat(result.stops()).hasSizeBetween(2, 6);
  }

  private RollingRestartResult restart(Duration drain, int rounds) throws Exception {
    return restart(drain, rounds, (phase, progress) -> {});
  }

  private RollingRestartResult restart(Duration drain, int rounds, RollingRestart.Watcher watcher)
      throws Exception {
    return restart(drain, Duration.ZERO, (done, soFar) -> done < rounds, watcher);
  }

  private RollingRestartResult restart(
      Duration drain,
      Duration preStop,
      RollingRestart.Rounds rounds,
      RollingRestart.Watcher watcher)
      throws Exception {
    List<ServerSetup> setups = List.of(setup(0), setup(1));
    try (Fleet fleet =
            Fleet.start(new FakeServer(drain), setups, StopWay.SIGTERM, Duration.ofSeconds(10));
        Balancer balancer = new Recorded(TcpBalancer.start(fleet.httpPorts()))) {
      Duration interval = Duration.ofMillis(20);
      LoadPlan plan =
          new LoadPlan(
              balancer.port(), "/", "/", 4, 4, 0, interval, interval, Duration.ofSeconds(10));
      RollingRestartTimes times =
          new RollingRestartTimes(LAG, Duration.ofMillis(200), preStop, Duration.ofSeconds(10));
      return new RollingRestart(fleet, balancer, plan, times, watcher).run(rounds);
    }
  }

  private ServerSetup setup(int instance) throws IOException {
    Path own = Files.createDirectories(directory.resolve("instance-" + instance));
    return new ServerSetup(own, FreePorts.next(), 0, List.of(own), List.of("/"), own, List.of());
  }

  /** Writes down what the balancer is told. */
  private final class Recorded implements Balancer {
    private final Balancer real;

    Recorded(Balancer real) {
      this.real = real;
    }

    @Override
    public int port() {
      return real.port();
    }

    @Override
    public void takeOut(int instance) {
      events.add("out " + instance);
      real.takeOut(instance);
    }

    @Override
    public void putIn(int instance) {
      events.add("in " + instance);
      real.putIn(instance);
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
