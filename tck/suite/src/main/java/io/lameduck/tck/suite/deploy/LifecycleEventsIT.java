package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What CDI and the web container tell an application of its start and its end: each event as often,
 * and in the same order, as without the jar. What an extension adds may be a module of its own to
 * the container, with a start and an end that are not the application's.
 */
@BlackBox("The application hears of its start and its end as without the jar")
class LifecycleEventsIT {

  @Test
  void theEventsAreTheSame() throws IOException, InterruptedException {
    List<TestWar> wars =
        List.of(
            BriefStop.brief(TestWar.withLameduck().with("lifecycle")),
            TestWar.bare().named("raw").with("lifecycle"));
    try (Instance server = Instance.startReady(wars)) {
      server.awaitDeployed();
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      List<String> bare = events("RAW", exit.log());
      assertThat(bare)
          .contains("Initialized: ServletContext", "contextInitialized: ServletContext");
      assertThat(events("JAR", exit.log())).isEqualTo(bare);
      assertThat(exit.messages("LD0001")).singleElement().asString().contains("[/app]");
    }
  }

  private static List<String> events(String kind, String log) {
    return Pattern.compile("LIFECYCLE-" + kind + " (\\w+: \\w+)")
        .matcher(log)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
