package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Deployable;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A request ends the JVM, or its own application, while another one runs. */
@Order(TestBed.LONG)
@BlackBox("If a request calls System.exit or undeploys, the stop waits for all other requests")
class StopFromRequestIT {

  private static final int CODE = 7;

  private static final Duration SLOW = Duration.ofSeconds(4);

  /** Without this request, the server has nothing to wait for. */
  @Test
  void theRequestThatExitsIsNotAwaited() throws IOException, InterruptedException {
    TestWar war = BriefStop.brief(TestWar.withLameduck()).with("stopper");
    try (Instance server = Instance.startReady(war)) {
      Exchange slow = server.send("/slow?ms=" + SLOW.toMillis());
      server.awaitRunning(1);
      Exit exit = exit(server);
      assertThat(slow.outcome().isOk()).as(slow.outcome().toString()).isTrue();
      assertThat(exit.code()).isEqualTo(CODE);
      // Not what the log says: once the JVM exits, some servers log nothing more.
      assertThat(exit.after()).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Control
  @Test
  void controlTheBareServerDoesNotAwaitItEither() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.bare().with("stopper"))) {
      Exit exit = exit(server);
      assertThat(exit.code()).isEqualTo(CODE);
      assertThat(exit.after()).isLessThan(Duration.ofSeconds(10));
    }
  }

  /** On the thread of the request, or on another that it waits for. */
  @Test
  void theRequestThatUndeploysIsNotAwaited() throws IOException, InterruptedException {
    Deployable stopped = BriefStop.brief(TestWar.withLameduck()).with("stopper");
    try (Instance server = Instance.startReady(stopped)) {
      Exchange slow = server.send("/slow?ms=" + SLOW.toMillis());
      server.awaitRunning(1);
      Exchange undeploy = server.stopBy("/undeploy");
      server.awaitLog("LD0005: ");
      assertThat(server.sinceStop()).isLessThan(Duration.ofSeconds(10));
      assertThat(slow.outcome().isOk()).as(slow.outcome().toString()).isTrue();
      server.awaitUndeployed(TestWar.CONTEXT_PATH);
      server.awaitLog("UNDEPLOY DONE");
      System.out.printf("Undeploy in a request: done after %s%n", server.sinceStop());
      Outcome unused = undeploy.outcome();
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.messages("LD0055")).singleElement().asString().contains("/app/undeploy");
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("abandoned: 0");
    }
  }

  private static Exit exit(Instance server) throws InterruptedException {
    server.stopBy("/exit");
    Exit exit = server.awaitExit(Duration.ofSeconds(60));
    System.out.printf("System.exit in a request: gone after %d ms%n", exit.after().toMillis());
    return exit;
  }
}
