package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The application holds most of the heap, or all of it for a while. */
@BlackBox("With 200 requests in flight and the heap nearly full, SIGTERM still drains")
class FullHeapIT {

  private static final String HEAP = "-Xmx320m";
  private static final int REQUESTS = 200;

  /** What is left of the heap. */
  private static final int LEFT_MIB = 24;

  private static TestWar war() {
    return BriefStop.brief(TestWar.withLameduck()).with("fault");
  }

  private static List<Exchange> send(int count, Instance server, String target) {
    List<Exchange> sent = Stream.generate(() -> server.send(target)).limit(count).toList();
    server.awaitRunning(count);
    return sent;
  }

  private static Exit stop(Instance server, List<Exchange> running) throws InterruptedException {
    server.sigterm();
    running.forEach(Exchange::outcome);
    Exit exit = server.awaitExit(Duration.ofSeconds(60));
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    assertThat(exit.after()).isLessThan(Duration.ofSeconds(30));
    return exit;
  }

  @Test
  void nearlyFullLosesNothing() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war(), HEAP)) {
      assertThat(server.get("/hoard?leave=" + LEFT_MIB).text()).isEqualTo("held");
      List<Exchange> running = send(REQUESTS, server, "/slow-async?ms=10000");
      Exit exit = stop(server, running);
      assertThat(running).map(Exchange::outcome).allMatch(Outcome::isOk);
      exit.isInOrder();
      assertThat(exit.messages("LD0005")).singleElement().asString().contains("abandoned: 0");
    }
  }

  /**
   * In the middle of the drain there is no room for anything for a second, and who asks for some
   * meanwhile fails: so may a request, of its own. The drain does not.
   */
  @Test
  void fullDuringTheDrainTheDrainGoesOn() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(war().with("greedy"), HEAP)) {
      List<Exchange> running = send(20, server, "/slow-async?ms=7000");
      Exit exit = stop(server, running);
      assertThat(running).map(Exchange::outcome).anyMatch(Outcome::isOk);
      assertThat(exit.after()).isGreaterThan(Duration.ofSeconds(5));
      // Payara Server may lose what is printed while there is no room for it.
      assertThat(exit.log())
          .as("the control: it was full")
          .containsAnyOf("FULL", "java.lang.OutOfMemoryError: Java heap space");
    }
  }
}
