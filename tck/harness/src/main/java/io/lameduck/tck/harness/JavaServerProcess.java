package io.lameduck.tck.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A server that runs as one child process of this JVM.
 *
 * <p>Safe for use by several threads.
 */
public final class JavaServerProcess implements ServerProcess {

  private static final long BETWEEN_PROBES_MILLIS = 50;
  private static final Duration PROBE_BOUND = Duration.ofSeconds(5);
  private static final Duration KILL_BOUND = Duration.ofSeconds(20);

  private final Process process;
  private final ProcessLog log = new ProcessLog();
  private final int httpPort;
  private final int healthPort;
  private final List<String> paths;

  private JavaServerProcess(Process process, ServerSetup setup, int healthPort) {
    this.process = process;
    this.httpPort = setup.httpPort();
    this.healthPort = healthPort;
    this.paths = List.copyOf(setup.paths());
  }

  /**
   * Starts the command with both its outputs as the log.
   *
   * @param healthPort where the server answers {@code /health/ready}
   * @throws IOException if the process cannot be started
   */
  public static JavaServerProcess start(ProcessBuilder command, ServerSetup setup, int healthPort)
      throws IOException {
    return start(command, setup, healthPort, line -> {});
  }

  /**
   * As {@link #start(ProcessBuilder, ServerSetup, int)}.
   *
   * @param onLine is given each line of the log, in order, on the thread that reads them, so that
   *     it may not block
   * @throws IOException if the process cannot be started
   */
  public static JavaServerProcess start(
      ProcessBuilder command, ServerSetup setup, int healthPort, Consumer<String> onLine)
      throws IOException {
    Process process = command.redirectErrorStream(true).start();
    JavaServerProcess server = new JavaServerProcess(process, setup, healthPort);
    server.log.follow(process.getInputStream(), "log of " + process.pid(), onLine);
    return server;
  }

  @Override
  public int httpPort() {
    return httpPort;
  }

  @Override
  public int healthPort() {
    return healthPort;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void awaitReady(Duration bound) throws InterruptedException {
    long start = System.nanoTime();
    // Another process can only be asked again and again. The pause between two questions ends
    // early when the process ends.
    while (!isReady()) {
      if (process.waitFor(BETWEEN_PROBES_MILLIS, TimeUnit.MILLISECONDS)) {
        log.awaitEnd(KILL_BOUND);
        throw new IllegalStateException(
            "ended with " + process.exitValue() + " before it was ready\n" + log.tail());
      }
      if (System.nanoTime() - start > bound.toNanos()) {
        throw new IllegalStateException("not ready within " + bound + "\n" + log.tail());
      }
    }
  }

  @Override
  public void sigterm() {
    // Not Process.destroy(): that closes the pipe of the log as well, and the end would be missing.
    process.toHandle().destroy();
  }

  @Override
  public int awaitExit(Duration bound) throws InterruptedException {
    if (!process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("still alive after " + bound + "\n" + log.tail());
    }
    log.awaitEnd(KILL_BOUND);
    return process.exitValue();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public String log() {
    return log.text();
  }

  @Override
  public String awaitLog(String text, Duration bound) throws InterruptedException {
    return log.await(text, bound);
  }

  /** Kills the process if it still lives, and what it has started; blocks until it is gone. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(KILL_BOUND.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The applications first: on some servers readiness is UP before anything is deployed, and a
  // question about readiness that is answered UP too early would be remembered.
  private boolean isReady() {
    return paths.stream().allMatch(this::isDeployed) && status(healthPort, "/health/ready") == 200;
  }

  private boolean isDeployed(String path) {
    int status = status(httpPort, path);
    return status > 0 && status != 404 && status != 503;
  }

  private static int status(int port, String path) {
    try (RawConnection connection = RawConnection.open(port, PROBE_BOUND)) {
      return connection.get(path, "User-Agent: kube-probe/1.29", "Connection: close").status();
    } catch (ExchangeFailed e) {
      return -1;
    }
  }
}
