package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestEar;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What was not meant to be works nevertheless, or the log says what is wrong. Where servers differ
 * there are two tests, and each server has to pass one of them.
 */
@Order(TestBed.LONG)
@BlackBox("A wrong set-up works, or the log says what is wrong")
class MisuseIT {

  private static final Duration SAID_WITHIN = Duration.ofSeconds(60);

  private static TestWar twice() {
    return BriefStop.brief(TestWar.withLameduck()).twice();
  }

  private static TestWar leftOut() {
    return BriefStop.brief(TestWar.withLameduck()).absoluteOrdering();
  }

  @Test
  void theJarTwiceInAWarIsOneJar() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(twice())) {
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      assertThat(stop.exit().messages("LD0001")).hasSize(1);
      assertThat(stop.exit().messages("LD0005")).hasSize(1);
    }
  }

  /** As a server may that finds two fragments of one name (Jakarta Servlet 6.0, 8.2.2). */
  @Test
  void theJarTwiceInAWarIsRefusedByName() throws IOException {
    Pattern why = Pattern.compile("(?i)duplicate\\W.*\\blameduck\\b");
    try (Instance server = Instance.start(twice())) {
      await("the server says why")
          .atMost(SAID_WITHIN)
          .until(() -> why.matcher(server.log()).find());
    }
  }

  @Test
  void theJarInTheWarsAndInTheEarLosesNothing() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestEar.withLameduckInLibAndInEachWar())) {
      BriefStop.of(server).losesNothing();
    }
  }

  @Test
  void aFragmentThatIsLeftOutIsFoundNevertheless() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(leftOut())) {
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      assertThat(stop.exit().messages("LD0022")).isEmpty();
      assertThat(stop.exit().messages("LD0005")).singleElement().asString().contains("[/app]");
    }
  }

  @Test
  void aFragmentThatIsLeftOutIsSaid() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(leftOut())) {
      await("the log says so")
          .atMost(SAID_WITHIN)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> server.readiness().status() == 200 && server.log().contains("LD0022"));
      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.messages("LD0022")).singleElement().asString().contains("absolute-ordering");
      assertThat(exit.messages("LD0002")).as("readiness and signals work").hasSize(1);
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    }
  }

  @Test
  void withoutMicroProfileHealthTheRestWorks() throws IOException, InterruptedException {
    ServerUnderTest plain = TestBed.SERVER.withoutHealth().orElseThrow();
    List<TestWar> war = List.of(BriefStop.brief(TestWar.withLameduck()));
    try (Instance server = Instance.start(plain, war)) {
      server.awaitDeployed();
      BriefStop stop = BriefStop.of(server);
      stop.losesNothing();
      assertThat(stop.exit().messages("LD0002")).hasSize(1);
      assertThat(stop.exit().messages("LD0041")).hasSize(1);
      assertThat(server.log()).doesNotContain("DrainReadinessCheck");
    }
  }
}
