package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** After the drain, until the process is gone. */
@Order(TestBed.LONG)
@BlackBox("After the drain nothing is answered 404 or 503, and readiness never says UP again")
class AfterHandOverIT {

  private static final Duration EXIT_BOUND = Duration.ofSeconds(60);

  private record Observed(
      List<Onlookers.Sight> application, List<Onlookers.Sight> readiness, Exit exit) {}

  private interface Stop {
    void of(Instance server) throws IOException;
  }

  private static Observed observe(List<TestWar> wars, boolean lameduck, Stop stop)
      throws IOException, InterruptedException {
    wars.forEach(BriefStop::brief);
    List<String> contexts = wars.stream().flatMap(war -> war.contextPaths().stream()).toList();
    try (Instance server = Instance.startReady(wars);
        Onlookers onlookers = Onlookers.prepare(server, contexts)) {
      stop.of(server);
      onlookers.begin();
      if (lameduck) {
        onlookers.awaitHandOver();
      }
      onlookers.useIdle();
      Exit exit = server.awaitExit(EXIT_BOUND);
      onlookers.end();
      System.out.printf(
          "After the hand-over: exit after %d ms%n%s%n%s%n",
          exit.after().toMillis(),
          Onlookers.summary(onlookers.application()),
          Onlookers.summary(onlookers.readiness()));
      return new Observed(onlookers.application(), onlookers.readiness(), exit);
    }
  }

  /** With a timer, if the server has timers. */
  static TestWar withTimer(TestWar war) {
    return TestBed.SERVER.hasTimers() ? war.with("timer") : war;
  }

  private static void assertClosed(Observed observed) {
    assertThat(observed.application())
        .filteredOn(sight -> sight.isAnswered() && !sight.answer().equals("200"))
        .isEmpty();
    List<String> readiness = observed.readiness().stream().map(Onlookers.Sight::answer).toList();
    assertThat(readiness.stream().dropWhile("200"::equals)).isNotEmpty().doesNotContain("200");
    observed.exit().isInOrder();
  }

  @Test
  void bySigtermWithAnApplicationBesideThatHasNoJar() throws IOException, InterruptedException {
    assertClosed(
        observe(
            List.of(withTimer(TestWar.withLameduck()), withTimer(TestWar.bare().named("second"))),
            true,
            Instance::sigterm));
  }

  @Test
  void byTheServersOwnCommand() throws IOException, InterruptedException {
    assertClosed(
        observe(List.of(withTimer(TestWar.withLameduck())), true, Instance::stopByCommand));
  }

  /** A session is no idle connection: the server, which stops next, knows how to end it. */
  @Test
  void aSessionOfTheApplicationBesideEndsAsIfThereWereNoJar()
      throws IOException, InterruptedException {
    TestWar second = BriefStop.brief(TestWar.withLameduck()).named("second");
    int without = codeOfASession(TestWar.bare().named("second"));
    assertThat(codeOfASession(second)).isEqualTo(without);
  }

  private static int codeOfASession(TestWar second) throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(List.of(TestWar.bare().webSocket(), second));
        Session session = Session.open(server, "/ws/annotated")) {
      server.sigterm();
      int code = session.awaitEnd().code();
      server.awaitExit(EXIT_BOUND);
      return code;
    }
  }

  @Control
  @Test
  void controlTheBareServerAnswers() throws IOException, InterruptedException {
    Observed observed = observe(List.of(withTimer(TestWar.bare())), false, Instance::sigterm);
    assertThat(observed.application())
        .filteredOn(sight -> sight.answer().equals("404") || sight.answer().equals("503"))
        .isNotEmpty();
  }
}
