package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Under {@code -Xrs} the JVM lets nobody take a signal: all that is left is to say so. */
@BlackBox("With `-Xrs` the log warns at the start")
class RefusedSignalIT {

  @Test
  void theLogWarnsOnceAndTheApplicationWorks() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck(), "-Xrs")) {
      assertThat(server.get("/api/hello").text()).isEqualTo("hello");
      assertThat(server.readiness().check().status()).isEqualTo("UP");
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(20));
      assertThat(exit.messages("LD0008")).singleElement().asString().contains("-Xrs");
      // The consequence of which the line warns; and the control, that this JVM ran with -Xrs.
      assertThat(exit.after()).isLessThan(Duration.ofSeconds(2));
    }
  }
}
