package io.lameduck.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The application comes and goes, and leaves no trace in the JVM. The system property {@code
 * lameduck.tck.redeploys} says how often; twenty times unless told otherwise.
 */
@BlackBox("Redeploys leave nothing behind")
@Isolated("many deployments at full speed")
@Timeout(600)
class RedeployIT {

  private static final int REDEPLOYS = Integer.getInteger("lameduck.tck.redeploys", 20);
  private static final String OURS = "io.lameduck.jvm.Deployment";

  /**
   * Servers keep some class loaders of applications that are gone, with the jar or without, and not
   * always the same number: three of twenty bare applications were seen on WildFly, and with the
   * jar one to eight of fifty there, and five of ten on Open Liberty. What we held would be all of
   * them; TenantsTest of the extension shows, without a server, that it is none.
   */
  private static final long KEPT_BY_THE_SERVER = 10;

  @Test
  void noClassLoaderThreadOrHandlerIsLeft() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(TestWar.withLameduck())) {
      InsideJvm jvm = new InsideJvm(server.pid());
      assertThat(jvm.loadedClasses(OURS)).as("control: it is seen while it is there").isEqualTo(1);
      for (int i = 0; i < REDEPLOYS; i++) {
        server.undeploy();
        server.awaitUndeployed(TestWar.CONTEXT_PATH);
        server.deploy();
        server.awaitDeployed();
      }
      server.undeploy();
      server.awaitUndeployed(TestWar.CONTEXT_PATH);

      await("class loaders are collected")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> assertThat(jvm.loadedClasses(OURS)).isLessThanOrEqualTo(KEPT_BY_THE_SERVER));
      assertThat(jvm.threads()).doesNotContain("lameduck");

      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.messages("LD0001")).hasSize(REDEPLOYS + 1);
      assertThat(exit.messages("LD0002")).as("no lame-duck phase").isEmpty();
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    }
  }
}
