package io.lameduck.tck.suite.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Exchange;
import io.lameduck.tck.suite.fixture.Exit;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestWar;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By itself the drain serves whoever comes late; {@link InFlightIT} shows that. */
@BlackBox(
    "With `lameduck.late-requests=reject` requests after the lame-duck phase get 503 with `Retry-After`")
class LateRequestsIT {

  /** Undertow clears the head that the application has set, before its own answer to a failure. */
  private static final List<String> FAILING =
      List.of(
          "/throws",
          "/throws?how=error",
          "/send-error",
          "/no-such-page",
          "/async-timeout",
          "/async-error?how=dispatch",
          "/async-error?how=start");

  @Test
  void afterTheLameDuckPhaseTheyAreRefused() throws IOException, InterruptedException {
    TestWar war =
        TestWar.withLameduck()
            .with("response")
            .configured("lameduck.late-requests", "reject")
            .configured("lameduck.retry-after", "1500ms")
            .configured("lameduck.exclude", "/health,/app/running")
            .configured("lameduck.announce.min", "3s")
            .configured("lameduck.announce.quiet", "500ms")
            .configured("lameduck.announce.max", "5s");
    try (Instance server = Instance.startReady(war)) {
      Exchange slow = server.send("/slow?ms=12000");
      server.awaitRunning(1);
      server.sigterm();
      server.awaitLog("LD0002: ");
      RawResponse early = server.get("/api/hello");
      assertThat(early.status()).as("in the lame-duck phase").isEqualTo(200);

      RawResponse flushed = server.get("/response/flushed");
      assertThat(flushed.saysClose()).as("Connection: close, flushed").isTrue();
      assertThat(flushed.head().all("Transfer-Encoding"))
          .as("a client can tell whether it is whole")
          .containsExactly("chunked");

      RawResponse unread = upload(server, "/api/hello", 8 * 1024 * 1024);
      assertThat(unread.status()).as("answered before its body is here").isEqualTo(405);
      RawResponse chunked = uploadInOneChunk(server, "/api/hello", 8 * 1024 * 1024);
      assertThat(chunked.status()).as("that, of no known length").isEqualTo(405);
      RawResponse read = upload(server, "/exact-upload", 1000);
      assertThat(read.text()).isEqualTo("1000");
      assertThat(read.saysClose()).as("Connection: close, its end not looked for").isTrue();

      for (String path : FAILING) {
        RawResponse failed = server.get(path);
        assertThat(failed.status()).as(path).isGreaterThanOrEqualTo(400);
        assertThat(failed.saysClose()).as("Connection: close, " + path).isTrue();
      }

      server.awaitLog("LD0004: ");
      RawResponse late = server.get("/api/hello");
      assertThat(late.status()).isEqualTo(503);
      assertThat(late.saysClose()).as("Connection: close").isTrue();
      assertThat(late.head().all("Retry-After")).containsExactly("2");
      assertThat(server.get("/running").status()).as("an excluded path").isEqualTo(200);

      assertThat(slow.outcome().isOk()).as("what was running").isTrue();
      Exit exit = server.awaitExit(Duration.ofSeconds(60));
      assertThat(exit.messages("LD0005"))
          .singleElement()
          .asString()
          .contains("served late: " + (5 + FAILING.size()) + ",", "rejected: 1,", "abandoned: 0");
    }
  }

  /** The client sends all of it before it reads the answer. */
  private static RawResponse upload(Instance server, String path, int bytes) throws ExchangeFailed {
    try (RawConnection connection = server.connect()) {
      connection.send("POST", TestWar.CONTEXT_PATH + path, "Content-Length: " + bytes);
      connection.sendBody(new byte[bytes]);
      return connection.receive();
    }
  }

  private static RawResponse uploadInOneChunk(Instance server, String path, int bytes)
      throws ExchangeFailed {
    try (RawConnection connection = server.connect()) {
      connection.send("POST", TestWar.CONTEXT_PATH + path, "Transfer-Encoding: chunked");
      connection.sendBody((Integer.toHexString(bytes) + "\r\n").getBytes(US_ASCII));
      connection.sendBody(new byte[bytes]);
      connection.sendBody("\r\n0\r\n\r\n".getBytes(US_ASCII));
      return connection.receive();
    }
  }
}
