package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code lameduck.enabled=false}: the jar is there and does nothing at all. */
@BlackBox("With `lameduck.enabled=false` the jar does nothing")
class DisabledIT {

  @Test
  void theServerIsAsItWasWithoutTheJar() throws IOException, InterruptedException {
    doesNothing(TestWar.withLameduck());
  }

  @Test
  void withoutCdi() throws IOException, InterruptedException {
    doesNothing(TestWar.withLameduck().withoutCdi());
  }

  private static void doesNothing(TestWar enabled) throws IOException, InterruptedException {
    TestWar war = enabled.with("descriptor").configured("lameduck.enabled", "false");
    try (Instance server = Instance.startReady(war)) {
      assertThat(server.get("/api/hello").text()).isEqualTo("hello");
      assertThat(server.get("/filters").text()).doesNotContain("lameduck");
      assertThat(server.readiness().status()).isEqualTo(200);
      assertThat(server.readiness().lameduck()).isEmpty();
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
      assertThat(exit.messages("LD0"))
          .hasSizeLessThanOrEqualTo(1)
          .allMatch(l -> l.contains("LD0015"));
    }
  }
}
