package io.lameduck.tck.suite.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.BriefStop;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.Outcome;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * At SIGTERM one client sends its body byte by byte, one never reads, and ten go away during the
 * drain. FailedRequestsIT has those that go away before, NarrowNetworkIT one that reads slowly.
 */
@BlackBox("A drain waits for slow uploads, and ends in time despite clients that never read")
@TestInstance(Lifecycle.PER_CLASS)
class ClientsIT {

  private static final Duration GRACE_PERIOD = Duration.ofSeconds(22);
  private static final Duration STOP_RESERVE = Duration.ofSeconds(12);
  private static final int BYTES = 50;
  private static final long BETWEEN_BYTES_MILLIS = 100;

  private RawResponse trickled;
  private List<Outcome> gone;
  private Duration drained;
  private Exit exit;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    TestWar war =
        BriefStop.brief(TestWar.withLameduck())
            .configured("lameduck.grace-period", GRACE_PERIOD.toString())
            .configured("lameduck.stop-reserve", STOP_RESERVE.toString())
            .with("fault");
    try (Instance server = Instance.startReady(war);
        RawConnection never = RawConnection.openNarrow(server.httpPort(), Exchange.BOUND, 1)) {
      never.sendGet(TestWar.CONTEXT_PATH + "/large?mib=24");
      List<Exchange> leaving =
          Stream.generate(() -> server.send("/slow-async?ms=30000")).limit(10).toList();
      server.awaitRunning(leaving.size());
      CompletableFuture<RawResponse> trickle = CompletableFuture.supplyAsync(() -> upload(server));
      server.awaitLog("UPLOADING");
      server.sigterm();
      server.awaitLog("LD0002");
      leaving.forEach(Exchange::abort);
      gone = leaving.stream().map(Exchange::outcome).toList();
      trickled = trickle.join();
      server.awaitLog(": lame duck "); // The report, whatever it says.
      drained = server.sinceStop();
      exit = server.awaitExit(Duration.ofMinutes(2));
    }
  }

  private static RawResponse upload(Instance server) {
    try (RawConnection connection = server.connect()) {
      connection.send("POST", TestWar.CONTEXT_PATH + "/upload", "Content-Length: " + BYTES);
      CountDownLatch never = new CountDownLatch(1);
      for (int i = 0; i < BYTES; i++) {
        connection.sendBody(new byte[] {(byte) i});
        // Nothing is awaited by this: it is how slow the client is.
        boolean unused = never.await(BETWEEN_BYTES_MILLIS, TimeUnit.MILLISECONDS);
      }
      return connection.receive();
    } catch (ExchangeFailed e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theBodyThatTricklesIsAwaited() {
    assertThat(trickled.status()).isEqualTo(200);
    assertThat(trickled.text()).isEqualTo(Integer.toString(BYTES));
  }

  @Test
  void theDrainEndsInTime() {
    assertThat(gone).noneMatch(Outcome::isOk);
    exit.isInOrder();
    assertThat(exit.code()).isEqualTo(Exit.BY_SIGTERM);
    assertThat(drained).isLessThan(GRACE_PERIOD.minus(STOP_RESERVE).plusSeconds(1));
  }

  @Test
  void theServerLeavesInTime() {
    assertThat(exit.after()).isLessThan(GRACE_PERIOD);
  }
}
