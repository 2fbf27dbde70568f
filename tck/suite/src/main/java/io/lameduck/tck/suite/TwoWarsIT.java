package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several WARs in one server, each with its own copy of the jar. */
@BlackBox("Several WARs, each with the jar: one drain")
@TestInstance(Lifecycle.PER_CLASS)
class TwoWarsIT {

  private static final String SLOW = "/slow?ms=9000";

  private record Stopped(List<Outcome> outcomes, Exit exit) {}

  private Duration ofOneWar;

  private static List<TestWar> wars(String... names) {
    return List.of(names).stream().map(name -> TestWar.withLameduck().named(name)).toList();
  }

  /** A request of nine seconds runs in each when SIGTERM comes. */
  private static Stopped stop(Instance server, List<String> contextPaths)
      throws InterruptedException {
    List<Exchange> slow = new ArrayList<>();
    for (String contextPath : contextPaths) {
      slow.add(server.sendTo(contextPath, SLOW));
      server.awaitRunningIn(contextPath, 1);
    }
    server.sigterm();
    List<Outcome> outcomes = slow.stream().map(Exchange::outcome).toList();
    return new Stopped(outcomes, server.awaitExit(Duration.ofSeconds(60)));
  }

  @BeforeAll
  void measureOneWar() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(wars("app"))) {
      ofOneWar = stop(server, List.of("/app")).exit().drained();
    }
  }

  @Test
  void drainAtOnceAndExitLikeOne() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(wars("app", "second"))) {
      Stopped stopped = stop(server, List.of("/app", "/second"));
      assertThat(stopped.outcomes()).allMatch(Outcome::isOk);
      assertThat(stopped.exit().code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(stopped.exit().messages("LD0005")).hasSize(2);
      assertThat(stopped.exit().drained())
          .as("beside that of one WAR; the server's own stop follows")
          .isLessThan(ofOneWar.plusSeconds(1));
    }
  }

  /** Whichever of them has the signal when it goes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theOneThatStaysDrains(int undeployed) throws IOException, InterruptedException {
    List<String> contextPaths = List.of("/app", "/second");
    String stays = contextPaths.get(1 - undeployed);
    try (Instance server = Instance.startReady(wars("app", "second"))) {
      server.undeploy(undeployed);
      server.awaitUndeployed(contextPaths.get(undeployed));
      Stopped stopped = stop(server, List.of(stays));
      assertThat(stopped.outcomes()).allMatch(Outcome::isOk);
      assertThat(stopped.exit().messages("LD0002"))
          .singleElement()
          .asString()
          .contains("[" + stays + "]");
    }
  }

  /** The control: what one jar drains is its own WAR. */
  @Test
  void controlTheOneWithoutTheJarLosesItsRequest() throws IOException, InterruptedException {
    List<TestWar> bare = List.of(TestWar.bare(), TestWar.bare().named("second"));
    try (Instance server = Instance.startReady(bare)) {
      assertThat(stop(server, List.of("/app", "/second")).outcomes()).noneMatch(Outcome::isOk);
    }
  }
}
