package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Ledger;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The platform's own background work runs when SIGTERM comes; the application knows no jar. */
@Order(TestBed.LONG)
@BlackBox(
    "Timers, asynchronous calls, managed executors, batch jobs and, on WildFly, messages finish, and commit")
class PlatformWorkIT {

  /** Longer than any server waits by itself, and shorter than a drain. */
  private static final Duration WORK = Duration.ofSeconds(14);

  /** The last of all to end, so that nothing else holds the drain. */
  private static final Duration MESSAGE = Duration.ofSeconds(22);

  private static final Duration EXIT_BOUND = Duration.ofSeconds(80);

  private static final List<String> KINDS = kinds();

  /** Of an executor that the application defines itself, with the default context service. */
  private static final List<String> OWN = List.of("own-executor", "own-executor-2");

  /** Shorter than half of the draining time: a batchlet that is stopped has not completed. */
  private static final Duration JOB = Duration.ofSeconds(8);

  /** A request that outlasts all other work, so that the jobs can be asked for until then. */
  private static final Duration REQUEST = Duration.ofSeconds(18);

  private static final String JOBS_DONE = "{numbers=STOPPED, report=COMPLETED}";

  private static List<String> kinds() {
    List<String> kinds =
        new ArrayList<>(
            List.of(
                "asynchronous",
                "asynchronous-void",
                "ejb-asynchronous",
                "ejb-schedule",
                "ejb-timeout",
                "executor",
                "own-executor",
                "own-executor-2",
                "own-scheduled-executor",
                "scheduled-executor"));
    if (TestBed.SERVER.hasMessages()) {
      kinds.add("message");
    }
    if (TestBed.SERVER.hasFaultTolerance()) {
      kinds.add("fault-tolerance-stage");
      kinds.add("fault-tolerance-future");
    }
    return kinds;
  }

  private record Stopped(List<String> rows, String jobs, Exit exit) {

    /** How much the drain knew of when it began, before it looked for jobs. */
    int awaited() {
      String line = exit.messages("LD0002").get(0);
      return Integer.parseInt(line.replaceFirst(".*in-flight requests: (\\d+).*", "$1"));
    }

    long count(String kind) {
      return rows.stream().filter(kind::equals).count();
    }
  }

  private static Stopped stopDuring(TestWar war)
      throws IOException, InterruptedException, SQLException {
    if (TestBed.SERVER.hasMessages()) {
      war.with("messages");
    }
    war.with("background")
        .with("batch")
        .classResource("META-INF/batch-jobs/report.xml", "report.xml")
        .classResource("META-INF/batch-jobs/numbers.xml", "numbers.xml")
        .configured("lameduck.announce.min", "1s")
        .configured("lameduck.announce.quiet", "500ms")
        .configured("lameduck.announce.max", "2s");
    try (Ledger ledger = Ledger.open();
        Instance server =
            Instance.start(TestBed.SERVER.withBackgroundWork(), List.of(ledger.usedBy(war)))) {
      server.awaitDeployed();
      String more = TestBed.SERVER.hasFaultTolerance() ? "&fault-tolerance" : "";
      assertThat(server.get("/background?ms=" + WORK.toMillis() + more).text()).isEqualTo("begun");
      if (TestBed.SERVER.hasMessages()) {
        assertThat(server.get("/order?ms=" + MESSAGE.toMillis()).status()).isEqualTo(200);
      }
      server.send("/jobs?ms=" + JOB.toMillis());
      for (String kind : KINDS) {
        server.awaitLog("WORK-BEGUN " + kind);
      }
      server.awaitLog("WORK-BEGUN batchlet");
      server.awaitLog("WORK-BEGUN chunk");
      server.send("/slow?ms=" + REQUEST.toMillis());
      server.awaitRunning(1);
      server.sigterm();
      String jobs = lastAnswer(server);
      Exit exit = server.awaitExit(EXIT_BOUND);
      assertThat(exit.log())
          .as("interceptors of the application, with and without the jar")
          .containsSubsequence(
              "SEEN outer in transaction 0",
              "SEEN inner in transaction 0",
              "SEEN bean in transaction 0");
      List<String> rows = ledger.rows();
      System.out.printf(
          "Background work that is committed: %s; jobs: %s; exit after %d ms%n",
          rows, jobs, exit.after().toMillis());
      return new Stopped(rows, jobs, exit);
    }
  }

  /** How the jobs stood when the server answered last. */
  private static String lastAnswer(Instance server) {
    String[] last = {"none"};
    await("no more answers")
        .atMost(EXIT_BOUND)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !asked(server, last));
    return last[0];
  }

  private static boolean asked(Instance server, String[] last) {
    try {
      RawResponse response = server.get("/jobs", Instance.KUBE_PROBE);
      if (response.status() == 200) {
        last[0] = response.text();
      }
      return response.status() == 200;
    } catch (ExchangeFailed e) {
      return false;
    }
  }

  @Test
  void allOfItIsCommitted() throws IOException, InterruptedException, SQLException {
    Stopped stopped = stopDuring(TestWar.withLameduck());
    assertThat(stopped.rows())
        .containsAll(KINDS)
        .contains("before-commit", "batchlet", "queued", "chunk");
    assertThat(stopped.rows().stream().filter("message"::equals).count())
        .as("processed twice")
        .isLessThanOrEqualTo(1);
    assertThat(stopped.awaited())
        .as("with the request; without executors of the application, if they are not known")
        .isGreaterThanOrEqualTo(
            KINDS.size() + 1 - (TestBed.SERVER.awaitsOwnExecutors() ? 0 : OWN.size()));
    assertThat(stopped.jobs()).isEqualTo(JOBS_DONE);
    // Half a second each, until the stop at half of the time; without the jar one or two.
    assertThat(stopped.count("chunk")).isGreaterThan(8);
    assertThat(stopped.exit().messages("LD0080")).hasSize(1);
    assertThat(stopped.exit().messages("LD0005"))
        .singleElement()
        .asString()
        .contains("abandoned: 0");
    assertThat(stopped.exit().log())
        .doesNotContain("WORK-FAILED")
        .as("an extension that asks for every type of the application")
        .doesNotContainPattern("WELD-000411.*io\\.lameduck");
    assertThat(stopped.exit().log())
        .as("the commit is awaited")
        .containsSubsequence("WORK-OVER before-commit", "LD0005");
    if (TestBed.SERVER.hasMessages()) {
      assertThat(stopped.exit().log())
          .as("the message is awaited")
          .containsSubsequence("WORK-OVER message", "LD0005");
    }
    stopped.exit().isInOrder();
  }

  /** Each server waits for some of it, in its own stop; none has jobs end well. */
  @Control
  @Test
  void controlSomeOfItIsLostWithoutTheJar() throws IOException, InterruptedException, SQLException {
    Stopped stopped = stopDuring(TestWar.bare());
    assertThat(stopped.jobs()).isNotEqualTo(JOBS_DONE);
  }
}
