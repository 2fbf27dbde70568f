package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** ImpatienceIT has a later signal, which hands over at once. */
@BlackBox("A hundred SIGTERMs in a row, or all triggers at once, are one drain")
class SignalStormIT {

  private static final int SIGNALS = 100;
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(30);

  @Test
  void aHundredSignalsInARowAreOne() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(BriefStop.brief(TestWar.withLameduck()))) {
      Exchange slow = server.send("/slow?ms=6000");
      server.awaitRunning(1);
      for (int i = 0; i < SIGNALS; i++) {
        server.sigterm();
      }
      assertThat(server.sinceStop()).as("in a row").isLessThan(Duration.ofSeconds(1));
      Exit exit = server.awaitExit(GRACE_PERIOD.multipliedBy(2));
      exit.isInOrder();
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.after()).isLessThan(GRACE_PERIOD);
      assertThat(exit.messages("LD0007")).as("one was in a hurry").isEmpty();
      assertThat(exit.messages("LD0005")).hasSize(1);
      assertThat(slow.outcome().isOk()).isTrue();
    }
  }

  /** All of it is one drain, and the request that runs is awaited. */
  @Test
  void everyTriggerAtOnceIsOneDrain() throws IOException, InterruptedException {
    TestWar war =
        BriefStop.brief(TestWar.withLameduck())
            .configured("lameduck.endpoint.enabled", "true")
            .configured("lameduck.endpoint.trust-loopback", "true");
    try (Instance server = Instance.startReady(war)) {
      Exchange slow = server.send("/slow?ms=8000");
      server.awaitRunning(1);
      Exchange drain = Exchange.post(server::connect, TestWar.CONTEXT_PATH + "/lameduck/drain");
      server.awaitLog("LD0002");
      commandIfThereIsOne(server);
      server.sigterm();
      assertThat(slow.outcome().isOk()).isTrue();
      Exit exit = server.awaitExit(GRACE_PERIOD.multipliedBy(2));
      exit.isInOrder();
      assertThat(exit.code()).isIn(0, Exit.BY_SIGTERM);
      assertThat(exit.after()).isLessThan(GRACE_PERIOD);
      assertThat(exit.messages("LD0002")).hasSize(1);
      assertThat(exit.messages("LD0005")).hasSize(1);
      assertThat(exit.messages("LD0007")).isEmpty();
      drain.outcome();
    }
  }

  private static void commandIfThereIsOne(Instance server) throws IOException {
    try {
      server.stopByCommand();
    } catch (UnsupportedOperationException e) {
      // Then it is the endpoint and the signal.
    }
  }
}
