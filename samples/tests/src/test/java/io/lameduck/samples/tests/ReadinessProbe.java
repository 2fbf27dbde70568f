package io.lameduck.samples.tests;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import java.time.Duration;

/** Asks {@code /health/ready} at each run, as the kubelet does. */
final class ReadinessProbe implements Runnable {

  private static final Duration BOUND = Duration.ofSeconds(5);

  private final int port;
  private volatile boolean seenDown;

  ReadinessProbe(int port) {
    this.port = port;
  }

  @Override
  public void run() {
    try (RawConnection connection = RawConnection.open(port, BOUND)) {
      RawResponse answer =
          connection.get("/health/ready", "User-Agent: kube-probe/1.29", "Connection: close");
      if (answer.status() == 503
          && answer.text().matches("(?s).*\"lameduck\",\\s*\"status\":\\s*\"DOWN\".*")) {
        seenDown = true;
      }
    } catch (ExchangeFailed e) {
      // The server is gone; a readiness that was never DOWN fails the test.
    }
  }

  /** Whether an answer was 503 for the check of the jar. */
  boolean seenDown() {
    return seenDown;
  }
}
