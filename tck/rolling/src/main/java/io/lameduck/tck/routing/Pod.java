package io.lameduck.tck.routing;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.kubernetes.Endpoint;
import io.lameduck.tck.kubernetes.ProbeState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A server process with what the kubelet knows of it. Safe for use by several threads. */
final class Pod {

  private static final Duration REQUEST_BOUND = Duration.ofSeconds(10);

  /**
   * The end of a pod.
   *
   * @param exitTime from SIGTERM to the end of the process
   * @param killed whether it still lived when the grace period was over
   */
  record End(Duration exitTime, int exitCode, boolean killed) {}

  private final String name;
  private final String node;
  private final ServerProcess process;
  private final PodSpec spec;
  private final ProbeState readiness;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> unready = new CompletableFuture<>();
  private final CompletableFuture<End> gone = new CompletableFuture<>();
  private volatile boolean started;
  private volatile boolean terminating;
  private volatile long turned;

  Pod(String name, String node, ServerProcess process, PodSpec spec) {
    this.name = name;
    this.node = node;
    this.process = process;
    this.spec = spec;
    this.readiness = new ProbeState(spec.failureThreshold(), false);
  }

  String name() {
    return name;
  }

  ServerProcess process() {
    return process;
  }

  Endpoint endpoint() {
    return new Endpoint(name, node, readiness.isUp(), terminating);
  }

  /** Completes when the readiness probe has succeeded for the first time. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Completes when the readiness probe has failed so often that the pod is not ready any more. */
  CompletableFuture<Void> unready() {
    return unready;
  }

  /** Completes when the process has ended after SIGTERM. */
  CompletableFuture<End> gone() {
    return gone;
  }

  /** When it was told to stop, or not to be ready, by {@link System#nanoTime}. */
  long turned() {
    return turned;
  }

  /**
   * Asks the startup probe until it succeeds, and from then on the readiness probe, once a call. A
   * pod that terminates is asked too.
   */
  void probe() {
    started = started || succeeds("/health/live");
    if (!started || gone.isDone()) {
      return;
    }
    if (readiness.report(succeeds("/health/ready"))) {
      ready.complete(null);
    } else if (ready.isDone()) {
      unready.complete(null);
    }
  }

  private boolean succeeds(String path) {
    try (RawConnection connection = RawConnection.open(process.healthPort(), spec.probeTimeout())) {
      int status =
          connection.get(path, "User-Agent: kube-probe/1.32", "Connection: close").status();
      return status >= 200 && status < 400;
    } catch (ExchangeFailed e) {
      return false;
    }
  }

  /** Its application says DOWN from here on, and serves as before. */
  void turnUnready() throws ExchangeFailed {
    turned = System.nanoTime();
    try (RawConnection connection = RawConnection.open(process.httpPort(), REQUEST_BOUND)) {
      int status = connection.get(ShopWar.PATH + "?ready=false", "Connection: close").status();
      if (status != 200) {
        throw new IllegalStateException(name + " answers " + status);
      }
    }
  }

  /** Marks its endpoint as terminating; {@link #stop} has to follow. */
  void terminate() {
    terminating = true;
    turned = System.nanoTime();
  }

  /** Sends SIGTERM, and SIGKILL when the grace period is over; blocks until the process is gone. */
  End stop() throws InterruptedException {
    process.sigterm();
    End end;
    try {
      int exitCode = process.awaitExit(spec.gracePeriod());
      end = new End(sinceTurned(), exitCode, false);
    } catch (IllegalStateException e) {
      process.close();
      end = new End(sinceTurned(), 137, true);
    }
    gone.complete(end);
    return end;
  }

  private Duration sinceTurned() {
    return Duration.ofNanos(System.nanoTime() - turned);
  }
}
