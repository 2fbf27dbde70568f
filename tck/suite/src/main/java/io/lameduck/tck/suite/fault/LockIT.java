package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A callback of the application needs a lock that another thread holds, and that thread calls into
 * the exchange or into Lameduck: while serving, while draining, and at the end.
 */
@Order(TestBed.LONG)
@BlackBox("The jar's callbacks cannot deadlock with locks of the application")
class LockIT {

  private static final String TOKEN = "0123456789abcdef";
  private static final String RIGHT = "Authorization: Bearer " + TOKEN;

  private static final List<String> LISTENERS =
      List.of(
          "complete", "complete-early", "timeout", "error", "restart", "restart-early", "writable");

  private static final List<String> API =
      List.of("lameduck.phase", "lameduck.activeRequests", "lameduck.begin", "mbean.attributes");

  /** What an application does with the streams that it has open. */
  private static final List<String> BROADCAST =
      List.of("writer.write", "writer.println", "writer.flush", "writer.checkError");

  private static TestWar configured() {
    return TestWar.withLameduck()
        .with("contention")
        .with("contention.api")
        .configured("lameduck.endpoint.enabled", "true")
        .configured("lameduck.endpoint.token", TOKEN)
        .configured("lameduck.grace-period", "2m")
        .configured("lameduck.announce.min", "1s")
        .configured("lameduck.announce.quiet", "2s")
        .configured("lameduck.announce.max", "1m")
        .configured("lameduck.streams.timeout", "500ms");
  }

  @Test
  void noCallbackDeadlocks() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(configured())) {
      serving(server);
      draining(server);
      takenBack(server);
      Exit exit = stopping(server);
      assertThat(Contentions.failed(exit.log()))
          .as("the check sees a deadlock, and no other; the log of the server has the stacks")
          .containsExactly("on purpose, complete plain writer deadlock: DEADLOCK");
    }
  }

  private static void serving(Instance server) throws IOException, InterruptedException {
    new Contentions(server, "on purpose, ").onExchange("complete", "plain", "writer", "deadlock");
    onEverything(new Contentions(server, "serving, "));
    Contentions hooks = new Contentions(server, "hooks, ");
    hooks.open("hooks", "writer");
    for (String hook :
        List.of("requestInitialized", "requestDestroyed", "sessionCreated", "sessionDestroyed")) {
      hooks.arm(hook, "hooks", BROADCAST);
      hooks.arm(hook, "hooks", API);
    }
    server.get("/hook");
    hooks.awaitOutcomes();
  }

  private static void onEverything(Contentions contentions)
      throws IOException, InterruptedException {
    contentions.onExchanges(LISTENERS);
    for (String call : List.of("stream.write", "async.complete")) {
      contentions.onExchange("gone", "events", "stream", call);
      contentions.onExchange("blocked", "events", "stream", call);
    }
    contentions.onReads("plain");
    contentions.onReads("events");
  }

  private static void draining(Instance server) throws IOException, InterruptedException {
    Contentions drain = new Contentions(server, "drain, ");
    drain.open("drain", "writer");
    drain.onExchanges("drain", "events", "writer");
    drain.onExchanges("drain", "events", "stream");
    for (String hook : List.of("LameDuckStarted", "DrainingStarted", "DrainEnded", "log")) {
      drain.arm(hook, "drain", BROADCAST);
      drain.arm(hook, "drain", API);
    }
    Exchange drained = Exchange.post(server::connect, "/app/lameduck/drain", RIGHT);
    server.awaitLog("LD0002");
    onEverything(new Contentions(server, "lame duck, "));
    drain.awaitOutcomes();
    assertThat(drained.outcome().isOk()).isTrue();
    resume(server);
  }

  private static void takenBack(Instance server) throws IOException, InterruptedException {
    for (String hook : List.of("LameDuckStarted", "DrainingStarted", "DrainEnded", "log")) {
      Contentions contentions = new Contentions(server, "resumed in " + hook + ", ");
      contentions.open("resumed", "writer");
      contentions.arm(hook, "resumed", List.of("mbean.resume"));
      contentions.arm("DrainResumed", "resumed", API);
      Exchange drained = Exchange.post(server::connect, "/app/lameduck/drain", RIGHT);
      contentions.awaitOutcomes();
      assertThat(drained.outcome().isOk()).isTrue();
    }
  }

  private static void resume(Instance server) {
    assertThat(Exchange.post(server::connect, "/app/lameduck/resume", RIGHT).outcome().isOk())
        .isTrue();
  }

  private static Exit stopping(Instance server) throws IOException, InterruptedException {
    Contentions stop = new Contentions(server, "stop, ");
    stop.open("stop", "writer");
    stop.onExchanges("drain", "events", "writer");
    stop.onExchanges("drain", "events", "stream");
    for (String hook :
        List.of("LameDuckStarted", "DrainingStarted", "DrainEnded", "log", "contextDestroyed")) {
      stop.arm(hook, "stop", BROADCAST);
      stop.arm(hook, "stop", API);
    }
    server.sigterm();
    return server.awaitExit(Duration.ofSeconds(40));
  }

  /** What deadlocks there is the container's own affair, and listed with the reason. */
  @Control
  @Test
  void controlTheBareServerDeadlocksAsListed() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.bare().with("contention"))) {
      onEverything(new Contentions(server, "bare, ", Set.of()));
      assertThat(Contentions.deadlocked(server.log()))
          .as("the log of the server has the stacks")
          .isEqualTo(ContainerLocks.ofThisServer());
    }
  }
}
