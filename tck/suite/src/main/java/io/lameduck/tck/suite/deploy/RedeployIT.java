package io.lameduck.tck.suite.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.app.Farewell;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.InsideJvm;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.Session;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The application comes and goes, and leaves no trace in the JVM. The system property {@code
 * lameduck.tck.redeploys} says how often; six times unless told otherwise.
 *
 * <p>What servers keep of an application that is gone was found in heap dumps (see the page of
 * measurements), and is kept out of the count. Log records are held softly: soft references are
 * cleared here at every collection. A thread of a pool keeps a request, its first or its last:
 * another application gives all of them one, before and after. A request that meets an undeployment
 * leaves something in its thread for good: none is sent then. A WebSocket session is open each time
 * the one with the jar goes.
 */
@Order(TestBed.LONG)
@BlackBox("Redeploys leave nothing behind")
@Timeout(900)
class RedeployIT {

  private static final int REDEPLOYS = Integer.getInteger("lameduck.tck.redeploys", 6);
  private static final int LEAKS = 3;

  private static final String OURS = "io.lameduck.deployment.Deployment";

  /** In every test application, so in the other one too. */
  private static final String THEIRS = "io.lameduck.tck.app.Farewell";

  private static final String LEAKED = "io.lameduck.tck.leak.ForgottenThread";

  private static final String CLEAR_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";
  private static final String OTHER = "/other";

  /** More than a server has threads after one request at a time. */
  private static final int AT_A_TIME = 40;

  /** A class is unloaded some collections after its last object, so one is not enough. */
  private static final int COLLECTIONS = 20;

  /**
   * On WildFly each thread of the worker has the first request that it ever ran on its stack, for
   * as long as it lives. Two live for good, and may have begun with the application. On Payara
   * Micro the thread that writes the log has the first application's context class loader.
   */
  private static final long KEPT_BY_THE_SERVER = 2;

  @Test
  void noClassLoaderThreadOrHandlerIsLeft() throws IOException, InterruptedException {
    try (Instance server = start(TestWar.withLameduck().webSocket())) {
      InsideJvm jvm = new InsideJvm(server.pid());
      assertThat(jvm.loadedClasses(OURS)).as("control: it is seen while it is there").isEqualTo(1);
      redeploy(server, REDEPLOYS, "/ws/annotated");
      long kept = kept(jvm, OURS, 0);
      report("with the jar", REDEPLOYS, kept);
      assertThat(kept).isLessThanOrEqualTo(KEPT_BY_THE_SERVER);
      assertThat(jvm.recordings()).contains("No available recordings");
      assertThat(jvm.threads()).doesNotContain("lameduck");

      server.sigterm();
      Exit exit = server.awaitExit(Duration.ofSeconds(40));
      assertThat(exit.messages("LD0001")).hasSize(REDEPLOYS + 1);
      assertThat(exit.messages("LD0002")).as("no lame-duck phase").isEmpty();
      assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    }
  }

  /** What the server keeps by itself is within the same bound; in the short form, of a few. */
  @Control
  @Test
  void theBareApplicationIsNotKeptEither() throws IOException, InterruptedException {
    try (Instance server = start(TestWar.bare())) {
      int redeploys = REDEPLOYS > 6 ? REDEPLOYS : LEAKS;
      redeploy(server, redeploys);
      long kept = kept(new InsideJvm(server.pid()), THEIRS, 1) - 1;
      report("bare", redeploys, kept);
      assertThat(kept).isLessThanOrEqualTo(KEPT_BY_THE_SERVER);
    }
  }

  /** The control: one that leaks is seen to be kept, every time. */
  @Control
  @Test
  void controlOneThatLeavesAThreadIsKept() throws IOException, InterruptedException {
    try (Instance server = start(TestWar.bare().leaking())) {
      redeploy(server, LEAKS);
      assertThat(kept(new InsideJvm(server.pid()), LEAKED, 0))
          .isGreaterThanOrEqualTo(LEAKS + 1)
          .isGreaterThan(KEPT_BY_THE_SERVER);
    }
  }

  private static Instance start(TestWar war) throws IOException, InterruptedException {
    return Instance.startReady(
        List.of(war, TestWar.bare().named(OTHER.substring(1))), CLEAR_SOFT_REFERENCES);
  }

  /** At the end it is undeployed. */
  private static void redeploy(Instance server, int times, String... sessions) throws IOException {
    serveTheOther(server);
    for (int i = 1; i <= times; i++) {
      undeployWithOpen(sessions, server, i);
      server.deploy();
      server.awaitDeployed();
    }
    undeployWithOpen(sessions, server, times + 1);
    serveTheOther(server);
  }

  private static void undeployWithOpen(String[] sessions, Instance server, int time)
      throws IOException {
    List<Session> open = new ArrayList<>();
    for (String path : sessions) {
      open.add(Session.open(server, path));
    }
    undeploy(server, time);
    open.forEach(Session::close);
  }

  private static void serveTheOther(Instance server) {
    List<Exchange> others =
        Stream.generate(() -> server.sendTo(OTHER, "/slow?ms=1000")).limit(AT_A_TIME).toList();
    assertThat(others).map(Exchange::outcome).allMatch(Outcome::isOk);
  }

  /** Asks the server whether the application is gone only when that is as good as sure. */
  private static void undeploy(Instance server, int time) throws IOException {
    server.undeploy();
    // A constant: the class itself is not among those of the tests.
    String farewell = Farewell.WORDS + TestWar.CONTEXT_PATH;
    await("it stops for the " + time + ". time")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> server.log().lines().filter(l -> l.contains(farewell)).count() >= time);
    server.awaitUndeployed(TestWar.CONTEXT_PATH);
  }

  /** How many classes of that name are left: as soon as they are few enough, or in the end. */
  private static long kept(InsideJvm jvm, String name, long few) {
    long kept = jvm.loadedClasses(name);
    for (int i = 1; i < COLLECTIONS && kept > few; i++) {
      kept = jvm.loadedClasses(name);
    }
    return kept;
  }

  private static void report(String what, int redeploys, long kept) {
    System.out.printf(
        "Redeploys on %s, %s: %d, class loaders kept: %d%n",
        TestBed.SERVER.name(), what, redeploys, kept);
  }
}
