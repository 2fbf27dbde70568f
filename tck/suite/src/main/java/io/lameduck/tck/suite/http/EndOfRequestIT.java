package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose filters return in the drain, while most of their work is still to come. */
@BlackBox("A drain waits for slow error pages and listeners at the end of a request")
class EndOfRequestIT {

  private static final List<String> WAYS =
      List.of(
          "send-error",
          "exception",
          "listener",
          "async",
          "async-twice",
          "async-at-once",
          "async-dispatch",
          "async-error",
          "async-again");

  /** Nothing tells of the end of these: CDI's request context is not destroyed. */
  private static final List<String> SILENT = List.of("observer", "listener-error");

  private record Observed(Map<String, Outcome> outcomes, Exit exit) {

    Outcome of(String how) {
      return Objects.requireNonNull(outcomes.get(how));
    }
  }

  private static Observed observe(TestWar war, Duration work)
      throws IOException, InterruptedException {
    BriefStop.brief(war).with("ending").descriptor("error-pages-web.xml");
    try (Instance server = Instance.startReady(war)) {
      Map<String, Exchange> exchanges = new LinkedHashMap<>();
      for (String how : Stream.concat(WAYS.stream(), SILENT.stream()).toList()) {
        exchanges.put(how, server.send("/ending?how=" + how + "&ms=" + work.toMillis()));
        server.awaitLog("ENDING " + how);
      }
      if (war.hasLameduck()) {
        server.sigterm();
        server.awaitLog("LD0002: ");
        server.get("/ending/go", Instance.KUBE_PROBE);
      } else {
        server.get("/ending/go");
        server.sigterm(); // The bare server would refuse the other.
      }
      Map<String, Outcome> outcomes = new LinkedHashMap<>();
      exchanges.forEach((how, exchange) -> outcomes.put(how, exchange.outcome()));
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      System.out.printf("End of requests, %s: %s%n", war.hasLameduck(), outcomes.values());
      return new Observed(outcomes, exit);
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class WithLameduck {

    private Observed observed;

    @BeforeAll
    void run() throws IOException, InterruptedException {
      observed = observe(TestWar.withLameduck(), Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-error", "exception"})
    void theErrorPageIsAwaited(String how) {
      isWhole(how, how.equals("exception") ? 500 : 418);
    }

    @ParameterizedTest
    @ValueSource(strings = {"async", "async-twice", "async-at-once", "async-dispatch"})
    void theListenerOfAnAsyncRequestIsAwaited(String how) {
      isWhole(how, 200);
    }

    /** Undertow calls the listener before the dispatch returns. */
    @Test
    void soItIsIfADispatchAnswersWithAnError() {
      assertThat(observed.of("async-error").response().status()).isEqualTo(409);
      assertThat(observed.exit().log()).contains("ENDED async-error");
    }

    /** Undertow sends the response only then. */
    @Test
    void aServletThatGoesOnAfterTheCompletionIsAwaited() {
      isWhole("async-again", 200);
    }

    @Test
    void theListenerOfARequestIsAwaited() {
      isWhole("listener", 200);
    }

    /** What follows the text is the server's: Open Liberty reports the failure there. */
    @Test
    void oneWhoseContextIsNotDestroyedIsAnswered() {
      assertThat(observed.of("observer").response().status()).isEqualTo(200);
      assertThat(observed.of("observer").response().text()).startsWith("observer");
    }

    private void isWhole(String how, int status) {
      assertThat(observed.of(how).response().status()).isEqualTo(status);
      assertThat(observed.of(how).response().text()).isEqualTo(how);
      assertThat(observed.exit().log()).containsPattern("ENDED " + how + "(?![\\w-])");
    }

    /**
     * Each by itself: one that is awaited holds the server for all others. A silent one counts
     * until its thread is seen outside of the container, which may use it for another before.
     */
    @Test
    void eachIsInFlightWhenTheDrainingBegins() {
      List<String> draining = observed.exit().messages("LD0004");
      assertThat(draining).hasSize(1);
      String count = draining.get(0).replaceFirst(".*in-flight requests: (\\d+);.*", "$1");
      assertThat(Integer.parseInt(count)).isBetween(WAYS.size(), WAYS.size() + SILENT.size());
    }

    @Test
    void nothingIsLeftInFlight() {
      assertThat(observed.exit().messages("LD0005"))
          .singleElement()
          .asString()
          .contains("completed: " + (WAYS.size() + SILENT.size()), "abandoned: 0");
      observed.exit().isInOrder();
    }
  }

  @Control
  @Nested
  class Bare {

    /**
     * Some servers wait for a few seconds by themselves, and then interrupt the work: its request
     * may have an answer still.
     */
    @Test
    void noneIsAwaited() throws IOException, InterruptedException {
      Observed observed = observe(TestWar.bare(), Duration.ofSeconds(20));
      assertThat(observed.outcomes().values()).anyMatch(outcome -> outcome.answer() == null);
      assertThat(observed.exit().log()).doesNotContain("ENDED ");
    }
  }
}
