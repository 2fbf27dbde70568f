package io.lameduck.deployment;

import io.lameduck.DrainPhase;
import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import io.lameduck.inflight.Lease;
import io.lameduck.log.Log;
import io.lameduck.signal.OsSignal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the end of the last request to the call of the handler that was there before ours, which
 * stops the server. A JVM does it once, and cold: so each figure is that of a new JVM.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(21)
@State(Scope.Benchmark)
public class HandOverBenchmark {

  private static final Map<String, String> FAST =
      Map.of(
          "lameduck.announce.min", "100ms",
          "lameduck.announce.quiet", "50ms",
          "lameduck.announce.max", "200ms");

  private final CountDownLatch handedOver = new CountDownLatch(1);
  private Optional<Lease> last = Optional.empty();

  /** SIGTERM has come, and all that the drain waits for is one request. */
  @Setup
  public void drainToTheLastRequest() throws ReflectiveOperationException {
    OsSignal signal = new OsSignal("TERM");
    Object unused = signal.install(signal.handler(new AtomicReference<>(handedOver::countDown)));
    Settings settings = SettingsReader.read(key -> Optional.ofNullable(FAST.get(key)));
    Deployment deployment = Deployment.open(settings, new Log(System.getLogger("io.lameduck")));
    deployment.arm();
    last = Optional.of(Lease.of(deployment.drain().enter("GET", "/last")));
    raise();
    while (deployment.drain().state().phase() != DrainPhase.DRAINING) {
      Thread.onSpinWait();
    }
  }

  private static void raise() {
    try {
      String pid = Long.toString(ProcessHandle.current().pid());
      int unused = new ProcessBuilder("kill", "-TERM", pid).inheritIO().start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  public void fromTheLastResponse() throws InterruptedException {
    last.orElseThrow().end();
    handedOver.await();
  }
}
