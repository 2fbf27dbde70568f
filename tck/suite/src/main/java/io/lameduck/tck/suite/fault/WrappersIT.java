package io.lameduck.tck.suite.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * One server has the application twice, with the jar and without it: locks of the application,
 * clients that do not read and completions that come too late have to go as they go without the
 * jar, while the server serves and in a drain.
 */
@BlackBox("Locks, stuck clients and late completions behave as without the jar, also in a drain")
class WrappersIT {

  private static final String BARE = "/raw";
  private static final String WITH_THE_JAR = "/app";
  private static final String TOKEN = "0123456789abcdef-._~+/";
  private static final String RIGHT = "Authorization: Bearer " + TOKEN;
  private static final List<String> INCLUDED = List.of("flush", "flush-buffer", "large", "close");
  private static final List<String> LATE = List.of("container", "listener");

  /** Well above what a busy machine adds, and below what a lock that waits for the client takes. */
  private static final Duration NOT_SLOWER = Duration.ofSeconds(3);

  private static final Duration BOUND = Duration.ofSeconds(20);

  private static TestWar war(TestWar war, String name) {
    return war.named(name).with("broadcast").with("head");
  }

  private static List<TestWar> wars() {
    return List.of(
        war(TestWar.withLameduck(), "app")
            .configured("lameduck.grace-period", "60s")
            .configured("lameduck.announce.min", "2s")
            .configured("lameduck.announce.quiet", "500ms")
            .configured("lameduck.announce.max", "5s")
            .configured("lameduck.streams.timeout", "1s")
            .configured("lameduck.endpoint.enabled", "true")
            .configured("lameduck.endpoint.token", TOKEN),
        war(TestWar.bare(), "raw"));
  }

  @Test
  void allGoesAsWithoutTheJar() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(wars())) {
      SoftAssertions soft = new SoftAssertions();
      broadcastersEnd(server, soft);
      stuckClientsAreEvicted(server, soft);
      soft.assertThatCode(() -> whileDrained(server, soft)).doesNotThrowAnyException();
      soft.assertAll();
    }
  }

  /** Answered by the servlet, whatever the drain says of that request. */
  private static String get(Instance server, String path) {
    try {
      return server.getFrom("", path, Instance.KUBE_PROBE).text();
    } catch (ExchangeFailed e) {
      return e.kind().toString();
    }
  }

  /** The listener that needs the lock of a writer may run inside the completion. */
  private static void broadcastersEnd(Instance server, SoftAssertions soft) {
    for (String context : List.of(BARE, WITH_THE_JAR)) {
      Exchange channel = server.sendTo(context, "/channel?name=serving");
      channel.awaitHead();
      soft.assertThat(get(server, context + "/channel/complete?name=serving"))
          .as("the listener has run in " + context)
          .isEqualTo("gone");
      soft.assertThat(endsWithin(channel, BOUND)).as("whole in " + context).isTrue();
    }
  }

  private static boolean endsWithin(Exchange exchange, Duration bound) {
    try {
      return exchange.outcomeWithin(bound).filter(Outcome::isOk).isPresent();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RawConnection flood(Instance server, String context, String query)
      throws ExchangeFailed {
    RawConnection never = RawConnection.openNarrow(server.httpPort(), Exchange.BOUND, 1);
    never.sendGet(context + "/flood?" + query);
    return never;
  }

  /** Blocks until a write has lasted for so long that only the client can be the reason. */
  private static void awaitStuck(Instance server, String context, String name) {
    await("a write that blocks: " + context + " " + name)
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> Long.parseLong(get(server, context + "/flood/writing?name=" + name)) > 1500);
  }

  private static void stuckClientsAreEvicted(Instance server, SoftAssertions soft)
      throws ExchangeFailed {
    List<Duration> taken = new ArrayList<>();
    for (String context : List.of(BARE, WITH_THE_JAR)) {
      try (RawConnection never = flood(server, context, "name=evicted&completes=true")) {
        awaitStuck(server, context, "evicted");
        String millis = get(server, context + "/flood/complete?name=evicted");
        taken.add(Duration.ofMillis(Long.parseLong(millis)));
        never.abort();
      }
    }
    System.out.printf("Eviction on %s: %s (bare, with the jar)%n", TestBed.SERVER.name(), taken);
    soft.assertThat(taken.get(1))
        .as("bare " + taken.get(0))
        .isLessThan(taken.get(0).plus(NOT_SLOWER));
  }

  private static void whileDrained(Instance server, SoftAssertions soft)
      throws IOException, InterruptedException {
    List<Exchange> including = new ArrayList<>();
    for (String how : INCLUDED) {
      including.add(server.send("/including?name=" + how));
      server.awaitLog("INCLUDING /app " + how);
    }
    List<String> timedOut = new ArrayList<>();
    for (String how : LATE) {
      timedOut.add(timeOut(server, how + "-before"));
    }
    Exchange channel = server.send("/channel?name=drained");
    channel.awaitHead();
    try (RawConnection completing = flood(server, WITH_THE_JAR, "name=1&completes=true");
        RawConnection silent = flood(server, WITH_THE_JAR, "name=2&completes=false")) {
      awaitStuck(server, WITH_THE_JAR, "1");
      awaitStuck(server, WITH_THE_JAR, "2");

      Exchange drain = Exchange.post(server::connect, "/app/lameduck/drain", RIGHT);
      server.awaitLog("LD0002: ");
      for (int i = 0; i < INCLUDED.size(); i++) {
        get(server, "/app/including/go?name=" + INCLUDED.get(i));
        RawResponse response = including.get(i).outcome().response();
        soft.assertThat(response.head().all("Connection"))
            .as("included: " + INCLUDED.get(i))
            .containsExactly("close");
        soft.assertThat(response.text()).startsWith("included");
      }
      for (String how : LATE) {
        timedOut.add(timeOut(server, how + "-during"));
      }
      for (String name : timedOut) {
        soft.assertThat(get(server, WITH_THE_JAR + "/timed-out/complete?name=" + name))
            .as("completed too late: " + name)
            .isEqualTo(get(server, BARE + "/timed-out/complete?name=" + name));
      }

      RawResponse drained = drain.outcome().response();
      soft.assertThat(drained.text()).contains("\"phase\":\"DRAINED\"");
      soft.assertThat(endsWithin(channel, BOUND)).as("the stream ends in order").isTrue();
      soft.assertThat(server.awaitLog("LD0005: "))
          .as("the report")
          .contains("streams ended: 1,", "abandoned: 0");
      soft.assertThat(active(server)).as("two streams are stuck").contains("\"activeRequests\":2");

      assertThat(Exchange.post(server::connect, "/app/lameduck/resume", RIGHT).outcome().isOk())
          .isTrue();
      completing.abort();
      silent.abort();
      soft.assertThatCode(
              () ->
                  await()
                      .atMost(BOUND)
                      .until(() -> active(server).contains("\"activeRequests\":0")))
          .as("no stream is left")
          .doesNotThrowAnyException();
    }
  }

  private static String active(Instance server) {
    return Exchange.send(server::connect, "/app/lameduck", RIGHT).outcome().response().text();
  }

  /** In both applications; returns the name. */
  private static String timeOut(Instance server, String name) {
    for (String context : List.of(BARE, WITH_THE_JAR)) {
      Outcome unused = server.sendTo(context, "/timed-out?name=" + name).outcome();
    }
    return name;
  }
}
