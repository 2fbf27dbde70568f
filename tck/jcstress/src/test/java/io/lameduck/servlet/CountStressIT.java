package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Inside;
import io.lameduck.log.Log;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * Thousands of requests that end in every way and on any thread, in a real servlet container. While
 * they run, the count is compared with what the application itself knows to be inside.
 */
class CountStressIT {

  private static final int REQUESTS = Integer.getInteger("lameduck.tck.stress", 6_000);
  private static final int OF_A_CONTROL = 30 * Kind.values().length;

  /** What a run has shown. */
  private record Run(long arrived, long looks, long tooLow) {}

  /** It may wait. */
  private interface ThrowingRunnable {
    void run() throws InterruptedException;
  }

  @Test
  void theCountIsNeverTooLowAndEndsAtZero() throws Exception {
    Deployment deployment =
        Deployment.open(SettingsReader.defaults(), new Log(System.getLogger("stress")));
    try {
      Inside gate = new Inside(deployment);
      Semaphore idle = new Semaphore(0);
      gate.announce(idle::release);

      Run run =
          run(
              new InFlightFilter(),
              gate::activeRequests,
              REQUESTS,
              () -> {
                while (gate.activeRequests() > 0) {
                  assertThat(idle.tryAcquire(10, TimeUnit.SECONDS))
                      .as("the last one wakes")
                      .isTrue();
                }
              });

      assertThat(run.arrived()).isEqualTo(REQUESTS);
      assertThat(gate.entered()).isEqualTo(run.arrived());
      assertThat(gate.activeRequests()).isZero();
      // As many ends as entries, and none that has not ended: so each has ended once.
      assertThat(gate.listed()).isZero();
      assertThat(run.looks()).isGreaterThan(1_000);
      assertThat(run.tooLow()).isZero();
    } finally {
      deployment.close();
    }
  }

  @Test
  void aCountOfCallsIsFoundTooLow() throws Exception {
    CallCounter counter = new CallCounter();
    Run run = run(counter, counter.running::get, OF_A_CONTROL, () -> {});
    assertThat(run.tooLow()).isPositive();
  }

  @Test
  void aCountOfEndsIsFoundTooLow() throws Exception {
    EndCounter counter = new EndCounter();
    Run run = run(counter, counter.running::get, OF_A_CONTROL, () -> {});
    assertThat(run.tooLow()).isPositive();
    assertThat(counter.running).hasNegativeValue();
  }

  /**
   * Sends the requests.
   *
   * @param afterTheLast done while the server still runs: a client that aborts does not wait for
   *     the end of its request, and a server that is stopped may not bring one to its end
   */
  private static Run run(
      Filter counting, LongSupplier running, int requests, ThrowingRunnable afterTheLast)
      throws Exception {
    StressServlet application = new StressServlet();
    CallCounter arrivals = new CallCounter();
    AtomicLong looks = new AtomicLong();
    AtomicLong tooLow = new AtomicLong();
    try (EmbeddedServer server = new EmbeddedServer(application, List.of(arrivals, counting))) {
      Thread sampler =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  // In this order, so that what comes and goes meanwhile only makes it less.
                  long began = application.began.get();
                  long counted = running.getAsLong();
                  long inside = began - application.finished.get();
                  looks.incrementAndGet();
                  if (counted < inside) {
                    tooLow.incrementAndGet();
                  }
                  LockSupport.parkNanos(1_000); // The server needs the processor, too.
                }
              });
      sampler.start();
      try {
        new StressClients(server.address()).send(requests);
        afterTheLast.run();
      } finally {
        sampler.interrupt();
        sampler.join();
      }
    }
    assertThat(application.finished).hasValue(application.began.get());
    System.out.printf(
        "%s: %d requests, %d looks at the count, %d of them too low%n",
        counting.getClass().getSimpleName(), arrivals.arrived.get(), looks.get(), tooLow.get());
    return new Run(arrivals.arrived.get(), looks.get(), tooLow.get());
  }
}
