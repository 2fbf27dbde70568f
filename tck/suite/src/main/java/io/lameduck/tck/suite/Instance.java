package io.lameduck.tck.suite;

import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One running server with the application, as a test uses it. */
final class Instance implements AutoCloseable {

  /** As Kubernetes announces itself. */
  static final String KUBE_PROBE = "User-Agent: kube-probe/1.29";

  private static final Duration START_BOUND = Duration.ofMinutes(2);
  private static final Duration EVENT_BOUND = Duration.ofSeconds(20);

  /** Such a client is slow by itself, and slower on a busy machine. */
  private static final Duration NARROW_BOUND = Duration.ofMinutes(1);

  private final ServerSetup setup;
  private final ServerProcess process;
  private long sigtermAt;

  private Instance(ServerSetup setup, ServerProcess process) {
    this.setup = setup;
    this.process = process;
  }

  /** Starts it and returns while it is still starting. */
  static Instance start(TestWar war, String... jvmOptions) throws IOException {
    Path directory = TestBed.newDirectory("instance");
    ServerSetup setup =
        new ServerSetup(
            directory,
            FreePorts.next(),
            FreePorts.next(),
            List.of(war.exportTo(directory)),
            List.of(TestWar.READY_PATH),
            TestBed.JAVA_HOME,
            List.of(jvmOptions));
    return new Instance(setup, TestBed.SERVER.start(setup));
  }

  /** Starts it and blocks until it is ready. */
  static Instance startReady(TestWar war, String... jvmOptions)
      throws IOException, InterruptedException {
    Instance instance = start(war, jvmOptions);
    try {
      instance.process.awaitReady(START_BOUND);
      return instance;
    } catch (InterruptedException | RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  /** Sends a request for this path of the application; returns at once. */
  Exchange send(String path, String... headerLines) {
    return Exchange.send(this::connect, TestWar.CONTEXT_PATH + path, headerLines);
  }

  /** As {@link #send}, but takes in no more than so many bytes a second. */
  Exchange sendNarrowly(String path, int bytesPerSecond) {
    return Exchange.send(
        () -> RawConnection.openNarrow(process.httpPort(), NARROW_BOUND, bytesPerSecond),
        TestWar.CONTEXT_PATH + path);
  }

  /** Blocks for the whole response to a request on a new connection. */
  RawResponse get(String path, String... headerLines) throws ExchangeFailed {
    try (RawConnection connection = connect()) {
      return connection.get(TestWar.CONTEXT_PATH + path, headerLines);
    }
  }

  RawConnection connect() throws ExchangeFailed {
    return RawConnection.open(process.httpPort(), Exchange.BOUND);
  }

  /** What {@code /health/ready} answers. */
  Health readiness() throws ExchangeFailed {
    return health("/health/ready");
  }

  /** What {@code /health/live} answers. */
  Health liveness() throws ExchangeFailed {
    return health("/health/live");
  }

  /** Blocks until so much slow work runs, by the application's own count. */
  void awaitRunning(int count) {
    await("running slow work: " + count)
        .atMost(EVENT_BOUND)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get("/running", KUBE_PROBE).text().equals(Integer.toString(count)));
  }

  /** Blocks until a line of the log contains the text; returns that line. */
  String awaitLog(String text) throws InterruptedException {
    return process.awaitLog(text, START_BOUND);
  }

  /** Sends a real SIGTERM; from the first one on, {@link #sinceSigterm()} counts. */
  void sigterm() {
    if (sigtermAt == 0) {
      sigtermAt = System.nanoTime();
    }
    process.sigterm();
  }

  /** The time since the first SIGTERM. */
  Duration sinceSigterm() {
    return sinceSigterm(System.nanoTime());
  }

  /** From the first SIGTERM to that instant of {@link System#nanoTime()}. */
  Duration sinceSigterm(long nanoTime) {
    return Duration.ofNanos(nanoTime - sigtermAt);
  }

  /** Blocks until the process is gone. */
  Exit awaitExit(Duration bound) throws InterruptedException {
    int code = process.awaitExit(bound);
    return new Exit(code, sinceSigterm(), process.log());
  }

  /** Removes the application from the running server; returns at once. */
  void undeploy() throws IOException {
    TestBed.SERVER.undeploy(setup, setup.archives().get(0));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String log() {
    return process.log();
  }

  /** Kills it if it still lives; its output stays in its folder. */
  @Override
  public void close() throws IOException {
    process.close();
    Files.writeString(setup.directory().resolve("output.txt"), process.log());
  }

  private Health health(String path) throws ExchangeFailed {
    try (RawConnection connection = RawConnection.open(process.healthPort(), Exchange.BOUND)) {
      return Health.of(connection.get(path, KUBE_PROBE));
    }
  }
}
