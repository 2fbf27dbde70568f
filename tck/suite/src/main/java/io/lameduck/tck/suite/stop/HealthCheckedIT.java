package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.load.Fleet;
import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.load.Load;
import io.lameduck.tck.load.LoadPlan;
import io.lameduck.tck.load.LoadResult;
import io.lameduck.tck.load.StopWay;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Two instances behind an HAProxy that asks for their readiness, and strict clients that go on
 * until one of them is gone. The application has an EJB timer, with which some servers take long to
 * stop.
 */
@BlackBox("Behind a balancer that polls readiness, no request fails before the process ends")
@Isolated("measures under load")
class HealthCheckedIT {

  private static final Duration START_BOUND = Duration.ofMinutes(2);
  private static final Duration EXIT_BOUND = Duration.ofSeconds(60);

  @BeforeAll
  static void haProxyIsHere() {
    assumeTrue(HaProxy.PROGRAM.isHere("Health checks"));
  }

  @Test
  void withTheJarNoRequestFails() throws IOException, InterruptedException {
    LoadResult result = stopOne(TestWar.withLameduck());
    assertThat(result.failures()).as(result.summary()).isEmpty();
    assertThat(result.sent()).isGreaterThan(1_000);
  }

  @Control
  @Test
  void controlWithoutTheJarSomeFail() throws IOException, InterruptedException {
    LoadResult result = stopOne(TestWar.bare());
    assertThat(result.failed()).as(result.summary()).isGreaterThan(20);
  }

  private static LoadResult stopOne(TestWar war) throws IOException, InterruptedException {
    Path directory = TestBed.newDirectory("checked");
    Path file = AfterHandOverIT.withTimer(war).exportTo(directory);
    List<ServerSetup> setups =
        ServerSetup.two(
            directory, file, TestWar.READY_PATH, TestBed.JAVA_HOME, TestBed.START_SOONER);
    try (Fleet fleet = Fleet.start(TestBed.SERVER, setups, StopWay.SIGTERM, START_BOUND);
        HaProxy haProxy =
            HaProxy.startWithChecks(
                directory, HaProxy.Mode.HTTP, fleet.httpPorts(), healthPorts(fleet));
        Load load = Load.start(plan(haProxy))) {
      ServerProcess stopped = fleet.get(0);
      fleet.stop(0);
      long begun = System.nanoTime();
      stopped.awaitExit(EXIT_BOUND);
      Duration exit = Duration.ofNanos(System.nanoTime() - begun);
      LoadResult result = load.stop();
      System.out.printf(
          "Behind health checks: exit after %d ms; %s%n", exit.toMillis(), result.summary());
      return result;
    }
  }

  private static List<Integer> healthPorts(Fleet fleet) {
    return IntStream.range(0, fleet.size()).mapToObj(i -> fleet.get(i).healthPort()).toList();
  }

  private static LoadPlan plan(HaProxy haProxy) {
    return LoadPlan.of(
        haProxy.port(),
        TestWar.CONTEXT_PATH + "/api/hello",
        TestWar.CONTEXT_PATH + "/api/slow?ms=500");
  }
}
