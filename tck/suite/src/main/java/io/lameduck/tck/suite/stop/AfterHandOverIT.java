package io.lameduck.tck.suite.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawWebSocket;
import io.lameduck.tck.harness.ServerUnderTest;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Control;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Multiplex;
import io.lameduck.tck.suite.fixture.Onlookers;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.Session;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** After the drain, until the process is gone. */
@Order(TestBed.LONG)
@BlackBox("After the drain the server answers nothing with 404 or 503, and readiness stays DOWN")
class AfterHandOverIT {

  private static final Duration EXIT_BOUND = Duration.ofSeconds(60);

  /** What a server's own option for a graceful end gives those who are still busy. */
  private static final Duration SERVERS_TIME = Duration.ofSeconds(8);

  /** By the server's own stop (RFC 6455, 7.4.1). */
  private static final int GOING_AWAY = 1001;

  private static final Duration IDLE_BOUND = Duration.ofSeconds(1);

  /** The PROXY protocol, version 1: addresses for documentation (RFC 5737). */
  private static final byte[] PROXY_LINE =
      "PROXY TCP4 192.0.2.1 198.51.100.1 40000 80\r\n".getBytes(StandardCharsets.US_ASCII);

  private record Observed(
      List<Onlookers.Sight> application, List<Onlookers.Sight> readiness, Exit exit) {}

  private interface Stop {
    void of(Instance server) throws IOException;
  }

  private static Observed observe(List<TestWar> wars, boolean lameduck, Stop stop)
      throws IOException, InterruptedException {
    wars.forEach(BriefStop::brief);
    List<String> contexts = wars.stream().flatMap(war -> war.contextPaths().stream()).toList();
    try (Instance server = Instance.startReady(wars);
        Onlookers onlookers = Onlookers.prepare(server, contexts)) {
      stop.of(server);
      onlookers.begin();
      if (lameduck) {
        onlookers.awaitHandOver();
      }
      onlookers.useIdle();
      Exit exit = server.awaitExit(EXIT_BOUND);
      onlookers.end();
      System.out.printf(
          "After the hand-over: exit after %d ms%n%s%n%s%n",
          exit.after().toMillis(),
          Onlookers.summary(onlookers.application()),
          Onlookers.summary(onlookers.readiness()));
      return new Observed(onlookers.application(), onlookers.readiness(), exit);
    }
  }

  /** With a timer, if the server has timers. */
  static TestWar withTimer(TestWar war) {
    return TestBed.SERVER.hasTimers() ? war.with("timer") : war;
  }

  private static void assertClosed(Observed observed) {
    assertThat(observed.application())
        .filteredOn(sight -> sight.isAnswered() && !sight.answer().equals("200"))
        .isEmpty();
    List<String> readiness = observed.readiness().stream().map(Onlookers.Sight::answer).toList();
    assertThat(readiness.stream().dropWhile("200"::equals)).isNotEmpty().doesNotContain("200");
    observed.exit().isInOrder();
  }

  @Test
  void bySigtermWithAnApplicationBesideThatHasNoJar() throws IOException, InterruptedException {
    assertClosed(
        observe(
            List.of(withTimer(TestWar.withLameduck()), withTimer(TestWar.bare().named("second"))),
            true,
            Instance::sigterm));
  }

  @Test
  void byTheServersOwnCommand() throws IOException, InterruptedException {
    assertClosed(
        observe(List.of(withTimer(TestWar.withLameduck())), true, Instance::stopByCommand));
  }

  /**
   * What becomes of the clients of the application that has no jar.
   *
   * @param sessionCode of the close frame of its WebSocket session; 0 if there was none
   * @param sessionCut whether the session had ended without one before the upload was answered
   */
  private record Beside(int sessionCode, boolean sessionCut, String upload, String stream) {}

  /**
   * Nothing that is in use is idle: the server, which stops next and has time for it, knows how to
   * end it.
   */
  @Test
  void whatTheApplicationBesideHasInUseEndsAsIfThereWereNoJar()
      throws IOException, InterruptedException {
    Beside without = besides(TestWar.bare().named("second"), false);
    Beside with = besides(BriefStop.brief(TestWar.withLameduck()).named("second"), true);
    System.out.printf("Beside, without the jar and with it: %s%n%s%n", without, with);
    assertThat(with).isEqualTo(without);
    assertThat(with.upload()).isEqualTo("2");
    assertThat(with.sessionCut()).isFalse();
  }

  private static Beside besides(TestWar second, boolean lameduck)
      throws IOException, InterruptedException {
    List<TestWar> wars = List.of(TestWar.bare().webSocket().with("gone"), second);
    String[] graceful =
        TestBed.SERVER
            .gracefulOption(SERVERS_TIME, SERVERS_TIME)
            .map(option -> option.jvmOptions().toArray(new String[0]))
            .orElse(new String[0]);
    try (Instance server = Instance.startReady(wars, graceful);
        Session session = Session.open(server, "/ws/annotated");
        RawConnection upload = server.connect();
        RawConnection idle = server.connect();
        Multiplex multiplex = Multiplex.open(server)) {
      assertThat(idle.get("/app/api/hello").status()).isEqualTo(200);
      upload.send("POST", "/app/gone?how=read&timeout=30000", "Content-Length: 2");
      upload.sendBody(new byte[1]);
      server.awaitLog("BUSY read");
      CompletableFuture<Session.End> ended = session.end();
      CompletableFuture<Outcome> stream = multiplex.send("/slow?ms=6000");
      server.awaitRunning(1);
      server.sigterm();
      if (lameduck) {
        awaitHandOver(server, idle);
      }
      String uploaded;
      try {
        upload.sendBody(new byte[1]);
        uploaded = upload.receive().text();
      } catch (ExchangeFailed e) {
        uploaded = e.kind().toString();
      }
      boolean over = ended.isDone();
      String streamed = stream.join().summary();
      Session.End end = ended.join();
      server.awaitExit(EXIT_BOUND);
      return new Beside(end.code(), over && end.code() == 0, uploaded, streamed);
    }
  }

  /** Each connection then has, for the server, an address that its socket has not. */
  @Test
  void whatIsInUseBehindTheProxyProtocolIsNotCut() throws IOException, InterruptedException {
    ServerUnderTest server = TestBed.SERVER.behindProxyProtocol().orElseThrow();
    List<TestWar> wars =
        List.of(
            TestWar.bare().webSocket(), BriefStop.brief(TestWar.withLameduck()).named("second"));
    try (Instance instance = Instance.start(server, wars)) {
      await("deployed").atMost(EXIT_BOUND).until(() -> answersBehindProxy(instance));
      try (RawWebSocket session =
              RawWebSocket.open(
                  instance.httpPort(), "/app/ws/annotated", Exchange.BOUND, PROXY_LINE);
          RawConnection idle = instance.connect()) {
        session.sendText("hello");
        assertThat(session.receive().text()).isEqualTo("answer to hello");
        idle.sendBody(PROXY_LINE);
        assertThat(idle.get("/app/api/hello").status()).isEqualTo(200);
        instance.sigterm();
        awaitHandOver(instance, idle);
        assertThat(idle.isOpen()).as("the idle connection").isFalse();
        assertThat(session.receive().code()).isEqualTo(GOING_AWAY);
      }
      assertThat(instance.awaitExit(EXIT_BOUND).messages("LD0050")).hasSize(1);
    }
  }

  private static boolean answersBehindProxy(Instance server) {
    try (RawConnection connection = server.connect()) {
      connection.sendBody(PROXY_LINE);
      return connection.get("/second/api/hello").status() == 200;
    } catch (ExchangeFailed e) {
      return false;
    }
  }

  /**
   * Blocks until the listener is closed, and idle connections are ended, if the server ends them.
   */
  private static void awaitHandOver(Instance server, RawConnection idle) {
    await("no new connections").atMost(EXIT_BOUND).until(() -> isRefused(server));
    long start = System.nanoTime();
    while (idle.isOpen() && System.nanoTime() - start < IDLE_BOUND.toNanos()) {
      LockSupport.parkNanos(IDLE_BOUND.toNanos() / 100);
    }
  }

  private static boolean isRefused(Instance server) {
    try {
      server.connect().close();
      return false;
    } catch (ExchangeFailed e) {
      return true;
    }
  }

  @Control
  @Test
  void controlTheBareServerAnswers() throws IOException, InterruptedException {
    Observed observed = observe(List.of(withTimer(TestWar.bare())), false, Instance::sigterm);
    assertThat(observed.application())
        .filteredOn(sight -> sight.answer().equals("404") || sight.answer().equals("503"))
        .isNotEmpty();
  }
}
