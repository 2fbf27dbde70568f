package io.lameduck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.Threads;
import io.lameduck.config.SettingsReader;
import io.lameduck.inflight.Lease;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeploymentTest {

  /** Without signals there is nothing to give back to this JVM. */
  private static final Map<String, String> LONG =
      Map.of("lameduck.grace-period", "10m", "lameduck.signals", "INT");

  private final RecordingLogger logger = new RecordingLogger();
  private final Deployment deployment = open();

  private Deployment open() {
    return Deployment.open(
        SettingsReader.read(key -> Optional.ofNullable(LONG.get(key))), new Log(logger));
  }

  @AfterEach
  void close() {
    deployment.close();
    assertThat(Deployment.current()).isNull();
  }

  /** The stack says so: a drain that waited for this thread would wait for itself. */
  @Test
  void aRequestThatStopsItsOwnApplicationIsNotWaitedFor() {
    deployment.arm();
    Lease lease = Lease.of(deployment.drain().enter("GET", "/stop"));
    deployment.finishRequests();
    assertThat(deployment.drain().state().phase()).isEqualTo(DrainPhase.DRAINED);
    assertThat(logger.lines()).anyMatch(line -> line.contains("LD0055") && line.contains("/stop"));
    lease.end();
  }

  @Test
  void isSharedUntilTheLastOfThoseWhoOpenedItCloses() {
    assertThat(open()).isSameAs(deployment);
    deployment.close();
    assertThat(Deployment.current()).isSameAs(deployment);
  }

  /** By then the server may refuse to load classes of it, as Payara after a failed deployment. */
  @Test
  void onceItIsOverNothingIsWaitedFor() throws InterruptedException {
    deployment.arm();
    deployment.contextStarted();
    deployment.contextStopped();
    Lease late = deployment.drain().beginAnywhere("late");
    Thread closing = Threads.start("closing", deployment::close);
    closing.join(Duration.ofSeconds(10).toMillis());
    boolean waits = closing.isAlive();
    late.end();
    assertThat(waits).isFalse();
  }

  @Test
  void hooksRunWhenItsNameIsKnownAndAtItsEnd() {
    List<String> ran = new ArrayList<>();
    deployment.hooks().whenNamed(() -> ran.add("named"));
    deployment.hooks().atEnd(() -> ran.add("end"));
    assertThat(ran).isEmpty();
    Deployment.contextFound("/shop");
    deployment.contextStarted();
    assertThat(ran).containsExactly("named");
    assertThat(deployment.name()).isEqualTo("/shop");
    deployment.contextStopped();
    assertThat(ran).containsExactly("named", "end");
  }
}
