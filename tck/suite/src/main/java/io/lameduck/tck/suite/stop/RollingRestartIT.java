package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.load.Fleet;
import io.lameduck.tck.load.HaProxy;
import io.lameduck.tck.load.LoadPlan;
import io.lameduck.tck.load.RollingRestart;
import io.lameduck.tck.load.RollingRestartResult;
import io.lameduck.tck.load.RollingRestartTimes;
import io.lameduck.tck.load.Stop;
import io.lameduck.tck.load.StopWay;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two instances behind a real HAProxy that hears of each stop too late, and strict clients: a
 * rolling restart fails nothing. The system property {@code lameduck.tck.restarts} says how many
 * follow each other; one unless told otherwise, and then not for every row. Each step has its own
 * bound; that of the whole is for many of them.
 */
@BlackBox("Rolling restarts behind HAProxy: no request fails")
@Isolated("measures under load")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class RollingRestartIT {

  private static final int RESTARTS = Integer.getInteger("lameduck.tck.restarts", 1);
  private static final List<Arguments> ALL_ROWS =
      List.of(
          Arguments.of(HaProxy.Mode.TCP, 3),
          Arguments.of(HaProxy.Mode.TCP, 9),
          Arguments.of(HaProxy.Mode.HTTP, 3),
          Arguments.of(HaProxy.Mode.HTTP, 9));
  private static final Duration START_BOUND = Duration.ofMinutes(2);

  private static final RollingFigures FIGURES = new RollingFigures(TestBed.SERVER.name());

  static List<Arguments> rows() {
    return RESTARTS == 1 ? List.of(Arguments.of(HaProxy.Mode.HTTP, 9)) : ALL_ROWS;
  }

  static List<Arguments> commandRows() {
    return RESTARTS == 1 ? List.of() : ALL_ROWS;
  }

  @BeforeAll
  static void haProxyIsHere() {
    assumeTrue(HaProxy.PROGRAM.isHere("Rolling restarts"));
  }

  @AfterAll
  static void keepFigures() throws IOException {
    FIGURES.write();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void withTheJarNoRequestFails(HaProxy.Mode mode, int lagSeconds) throws Exception {
    RollingRestartResult result =
        restart(
            TestWar.withLameduck(),
            "with the jar",
            StopWay.SIGTERM,
            mode,
            Duration.ofSeconds(lagSeconds));
    assertNothingFailed(result, StopWay.SIGTERM);
  }

  @Control
  @Test
  void controlWithoutTheJarHundredsFail() throws Exception {
    RollingRestartResult result =
        restart(
            TestWar.bare(),
            "without the jar",
            StopWay.SIGTERM,
            HaProxy.Mode.TCP,
            Duration.ofSeconds(3));
    assertThat(result.load().failed()).as(result.load().summary()).isGreaterThan(100);
  }

  /**
   * Nobody sends the JVM a signal: each instance is stopped by its own command-line tool. In the
   * long form only; {@link ServerStopIT} has the short one.
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("commandRows")
  void stoppedByCommandNoRequestFails(HaProxy.Mode mode, int lagSeconds) throws Exception {
    RollingRestartResult result =
        restart(
            TestWar.withLameduck(),
            "with the jar (stop command)",
            StopWay.COMMAND,
            mode,
            Duration.ofSeconds(lagSeconds));
    assertNothingFailed(result, StopWay.COMMAND);
  }

  private static void assertNothingFailed(RollingRestartResult result, StopWay stopWay) {
    assertThat(result.load().failures()).as(result.load().summary()).isEmpty();
    assertThat(result.load().sent()).isGreaterThan(1_000);
    assertThat(result.stops()).extracting(Stop::exitCode).containsOnly(stopWay.exitCode());
  }

  private static RollingRestartResult restart(
      TestWar war, String name, StopWay stopWay, HaProxy.Mode mode, Duration lag)
      throws IOException, InterruptedException {
    Path directory = TestBed.newDirectory("rolling-" + mode.label() + "-" + lag.toSeconds() + "s");
    Path file = war.exportTo(directory);
    List<ServerSetup> setups =
        ServerSetup.two(
            directory, file, TestWar.READY_PATH, TestBed.JAVA_HOME, TestBed.START_SOONER);
    try (Fleet fleet = Fleet.start(TestBed.SERVER, setups, stopWay, START_BOUND);
        HaProxy haProxy = HaProxy.start(directory, mode, fleet.httpPorts())) {
      LoadPlan plan =
          LoadPlan.of(
              haProxy.port(),
              TestWar.CONTEXT_PATH + "/api/hello",
              TestWar.CONTEXT_PATH + "/api/slow?ms=2000");
      RollingRestartTimes times = RollingRestartTimes.withLag(lag);
      RollingRestart restart =
          new RollingRestart(fleet, haProxy, plan, times, (phase, progress) -> {});
      RollingRestartResult result = restart.run(RESTARTS);
      FIGURES.add(name, mode, lag, RESTARTS, result);
      return result;
    }
  }
}
