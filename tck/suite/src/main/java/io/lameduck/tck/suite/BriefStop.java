package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A stop by SIGTERM with times that are as short as can be: a slow request runs, and others keep
 * coming for the first seconds.
 *
 * @param slow the one that runs when the signal comes
 * @param late those that come for two seconds after it
 */
record BriefStop(Outcome slow, List<Outcome> late, Exit exit) {

  private static final String SLOW = "/slow?ms=5000";

  /** A bare server refuses new ones long before. */
  private static final Duration WHILE_ANNOUNCED = Duration.ofSeconds(2);

  /** Announced for as short as is sensible. */
  static TestWar brief(TestWar war) {
    return war.configured("lameduck.announce.min", "2s")
        .configured("lameduck.announce.quiet", "500ms")
        .configured("lameduck.announce.max", "3s");
  }

  static BriefStop of(Instance server) throws IOException, InterruptedException {
    server.get("/api/hello"); // The first takes a busy server seconds, and two are all there are.
    Exchange slow = server.send(SLOW);
    server.awaitRunning(1);
    try (Traffic traffic = Traffic.of(2, server)) {
      server.sigterm();
      List<Outcome> late = traffic.goOnFor(WHILE_ANNOUNCED);
      Outcome outcome = slow.outcome();
      return new BriefStop(outcome, late, server.awaitExit(Duration.ofSeconds(40)));
    }
  }

  /** Everything was served, and the process has ended as after a SIGTERM that was obeyed. */
  void losesNothing() {
    assertThat(slow.isOk()).as(slow.toString()).isTrue();
    assertThat(late).hasSizeGreaterThan(20).allMatch(Outcome::isOk);
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    exit.isInOrder();
  }
}
