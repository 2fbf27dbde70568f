package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import io.lameduck.tck.suite.fixture.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts a server, loads it, stops it as the plan says, and looks at what has become of it all. */
final class SoakRound {

  private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);
  private static final String DRAIN = TestWar.CONTEXT_PATH + "/lameduck/drain";

  private final SoakPlan plan;
  private final Instance server;

  private SoakRound(SoakPlan plan, Instance server) {
    this.plan = plan;
    this.server = server;
  }

  /** Throws an {@link AssertionError} if anything was lost, hung or left behind. */
  static void run(SoakPlan plan) throws IOException, InterruptedException {
    TestWar war =
        BriefStop.brief(TestWar.withLameduck())
            .configured("lameduck.endpoint.enabled", "true")
            .configured("lameduck.endpoint.trust-loopback", "true");
    if (plan.way() == SoakPlan.Way.SIGTERM_WHILE_STARTING) {
      try (Instance server = Instance.start(war)) {
        new SoakRound(plan, server).whileStarting();
      }
    } else {
      try (Instance server = Instance.startReady(war)) {
        new SoakRound(plan, server).whileServing();
      }
    }
  }

  private void whileStarting() throws InterruptedException {
    server.awaitLog("");
    pass(plan.before());
    server.sigterm();
    Exit exit = server.awaitExit(GRACE_PERIOD.multipliedBy(2));
    hasLeft(exit);
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
  }

  private void whileServing() throws IOException, InterruptedException {
    try (Traffic traffic = Traffic.of(plan.clients(), server)) {
      traffic.goesOnFor(plan.before());
      List<Exchange> slow = plan.slow().stream().map(server::send).toList();
      server.awaitRunning(slow.size());
      Runnable end = stop();
      List<Outcome> came = traffic.goOnFor(plan.after());
      List<Outcome> outcomes = slow.stream().map(Exchange::outcome).toList();
      end.run();
      Exit exit = server.awaitExit(GRACE_PERIOD.multipliedBy(2));
      hasLeft(exit);
      assertThat(exit.code()).isIn(Exit.BY_SIGTERM, exitCode());
      if (plan.way().awaits()) {
        assertThat(outcomes).as("what ran").allMatch(outcome -> outcome.isOk() || isDue(outcome));
        assertThat(exit.messages("LD0005")).hasSize(1);
        assertThat(exit.messages("LD0007")).isEmpty();
      }
      if (plan.way().awaits() && !exit.messages("LD0002").isEmpty()) {
        assertThat(came).as("what came").allMatch(Outcome::isOk);
      }
    }
  }

  /** Begins to stop it; what is returned does the rest, when nothing runs any more. */
  private Runnable stop() throws IOException {
    switch (plan.way()) {
      case SIGTERM -> server.sigterm();
      case SIGTERM_TWICE -> {
        server.sigterm();
        server.sigterm();
      }
      case ENDPOINT_AND_SIGTERM -> {
        Exchange drain = Exchange.post(server::connect, DRAIN);
        return () -> {
          assertThat(drain.outcome().isOk()).as("drained").isTrue();
          server.sigterm();
        };
      }
      case COMMAND -> command();
      case UNDEPLOY_AND_SIGTERM -> {
        server.undeploy();
        return () -> {
          server.awaitUndeployed(TestWar.CONTEXT_PATH);
          server.sigterm();
        };
      }
      case SIGTERM_WHILE_STARTING -> throw new IllegalStateException("it serves");
    }
    return () -> {};
  }

  private void command() throws IOException {
    try {
      server.stopByCommand();
    } catch (UnsupportedOperationException e) {
      server.sigterm();
    }
  }

  /** A server may refuse the dispatch of a request whose application has stopped. */
  private boolean isDue(Outcome outcome) {
    boolean dispatches =
        outcome.target().contains("/slow-dispatch") || outcome.target().contains("/slow-restart");
    return dispatches
        && plan.way() == SoakPlan.Way.UNDEPLOY_AND_SIGTERM
        && outcome.summary().equals("500");
  }

  /** By the server's own command it is 0. */
  private int exitCode() {
    return plan.way() == SoakPlan.Way.COMMAND ? 0 : Exit.BY_SIGTERM;
  }

  private void hasLeft(Exit exit) {
    exit.isInOrder();
    assertThat(exit.after()).isLessThan(GRACE_PERIOD);
  }

  /** Nothing is awaited by this: it is the random moment. */
  private static void pass(Duration time) throws InterruptedException {
    boolean unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
