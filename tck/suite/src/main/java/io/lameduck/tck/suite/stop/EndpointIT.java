package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Three applications in one server: one whose endpoint wants a token, one that trusts loopback, one
 * that only tells whether it is ready.
 */
@BlackBox("The drain endpoint: a preStop hook drains and SIGTERM adds no time; an operator resumes")
class EndpointIT {

  private static final String TOKEN = "0123456789abcdef-._~+/";
  private static final String RIGHT = "Authorization: Bearer " + TOKEN;
  private static final String GUARDED = "/app/lameduck";
  private static final String LOCAL = "/local/lameduck";
  private static final String READY = "/without/lameduck/ready";

  private static List<TestWar> wars() {
    return List.of(
        brief(TestWar.withLameduck())
            .configured("lameduck.endpoint.enabled", "true")
            .configured("lameduck.endpoint.token", TOKEN),
        brief(TestWar.withLameduck().named("local"))
            .configured("lameduck.endpoint.enabled", "true")
            .configured("lameduck.endpoint.trust-loopback", "true"),
        brief(TestWar.withLameduck().named("without"))
            .configured("lameduck.readiness.endpoint", "true"));
  }

  private static TestWar brief(TestWar war) {
    return war.configured("lameduck.announce.min", "2s")
        .configured("lameduck.announce.quiet", "500ms")
        .configured("lameduck.announce.max", "5s");
  }

  private static Outcome get(Instance server, String path, String... headers) {
    return Exchange.send(server::connect, path, headers).outcome();
  }

  private static Outcome post(Instance server, String path, String... headers) {
    return Exchange.post(server::connect, path, headers).outcome();
  }

  @Test
  void guardsDrainsResumesAndSharesItsClockWithSigterm() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(wars())) {
      answersOnlyWhoMayAsk(server);
      tellsEveryoneWhetherItIsReady(server);
      isTakenBack(server);
      leavesNothingForSigterm(server);
    }
  }

  private static void answersOnlyWhoMayAsk(Instance server) {
    RawResponse state = get(server, GUARDED, RIGHT).response();
    assertThat(state.status()).isEqualTo(200);
    assertThat(state.text())
        .as("does not count itself")
        .contains("\"phase\":\"SERVING\"", "\"activeRequests\":0");

    Outcome stranger = get(server, GUARDED);
    assertThat(stranger.response().status()).isEqualTo(401);
    assertThat(stranger.response().head().all("WWW-Authenticate")).containsExactly("Bearer");
    assertThat(get(server, GUARDED, RIGHT + "x").response().status()).isEqualTo(401);
    assertThat(post(server, GUARDED + "/drain").response().status()).isEqualTo(401);
    assertThat(post(server, GUARDED, RIGHT).response().status()).isEqualTo(405);
    Outcome wrong = get(server, GUARDED + "/drain", RIGHT);
    assertThat(wrong.response().status()).isEqualTo(405);
    assertThat(wrong.response().head().all("Allow")).containsExactly("POST");
    assertThat(get(server, GUARDED + "/unknown", RIGHT).response().status()).isEqualTo(404);

    assertThat(get(server, LOCAL).response().status()).as("of the same machine").isEqualTo(200);
    assertThat(get(server, LOCAL, "X-Forwarded-For: 127.0.0.1").response().status())
        .as("whatever a header says")
        .isEqualTo(401);
    assertThat(post(server, LOCAL + "/resume").response().status())
        .as("nothing to take back")
        .isEqualTo(409);
  }

  private static void tellsEveryoneWhetherItIsReady(Instance server) {
    RawResponse ready = get(server, READY).response();
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.text()).isEmpty();
    assertThat(get(server, READY, "X-Forwarded-For: 192.0.2.1").response().status()).isEqualTo(200);
    RawResponse posted = post(server, READY).response();
    assertThat(posted.status()).isEqualTo(405);
    assertThat(posted.head().all("Allow")).containsExactly("GET, HEAD");
    assertThat(get(server, "/without/lameduck").response().status())
        .as("the application's own")
        .isEqualTo(404);
    assertThat(get(server, LOCAL + "/ready").response().status())
        .as("not asked for")
        .isEqualTo(404);
  }

  private static void isTakenBack(Instance server) throws IOException, InterruptedException {
    Exchange slow = server.send("/slow?ms=9000");
    server.awaitRunning(1);
    Exchange events = server.send("/events");
    events.awaitHead();
    Exchange drain = Exchange.post(server::connect, LOCAL + "/drain");
    server.awaitLog("LD0004: ");
    assertThat(server.readiness().status()).isEqualTo(503);
    RawResponse draining = get(server, READY).response();
    assertThat(draining.status()).isEqualTo(503);
    assertThat(draining.saysClose()).isTrue();
    assertThat(draining.text()).isEmpty();
    assertThat(server.get("/api/hello").saysClose()).isTrue();

    assertThat(post(server, GUARDED + "/resume", RIGHT).response().status()).isEqualTo(200);
    assertThat(drain.outcome().response().status()).isEqualTo(200);
    assertThat(server.readiness().status()).isEqualTo(200);
    assertThat(get(server, READY).response().status()).isEqualTo(200);
    assertThat(server.get("/api/hello").saysClose()).isFalse();
    assertThat(slow.outcome().isOk()).isTrue();
    assertThat(events.outcomeWithin(Duration.ofSeconds(1)))
        .as("an event stream goes on, longer than the drain would have given it")
        .isEmpty();
    events.abort();
  }

  private static void leavesNothingForSigterm(Instance server) throws InterruptedException {
    Exchange slow = server.send("/slow?ms=6000");
    server.awaitRunning(1);
    Outcome drained = post(server, GUARDED + "/drain", RIGHT);
    assertThat(drained.response().status()).isEqualTo(200);
    assertThat(drained.response().text()).contains("\"phase\":\"DRAINED\"");
    assertThat(slow.outcome().isOk()).as("it has waited for it").isTrue();
    assertThat(get(server, "/without/api/hello").isOk()).as("the listener is open").isTrue();
    assertThat(server.log()).doesNotContain("LD0050: ");

    server.sigterm();
    Exit exit = server.awaitExit(Duration.ofSeconds(40));
    assertThat(exit.messages("LD0005"))
        .as("all drained once more by the operator, none by the signal")
        .hasSize(3)
        .allMatch(line -> line.contains("Drained (operator)"));
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
  }
}
