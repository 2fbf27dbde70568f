package io.lameduck.tck.suite;

import static org.awaitility.Awaitility.await;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.Health;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.harness.RawWebSocket;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
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

  private final ServerUnderTest server;
  private final ServerSetup setup;
  private final String contextPath;
  private final ServerProcess process;
  private long stopAt;

  private Instance(
      ServerUnderTest server, ServerSetup setup, String contextPath, ServerProcess process) {
    this.server = server;
    this.setup = setup;
    this.contextPath = contextPath;
    this.process = process;
  }

  /** Starts it and returns while it is still starting. */
  static Instance start(Deployable application, String... jvmOptions) throws IOException {
    return start(TestBed.SERVER, List.of(application), jvmOptions);
  }

  /** As {@link #start(Deployable, String...)}, on this variant of the server. */
  static Instance start(
      ServerUnderTest server, List<? extends Deployable> applications, String... jvmOptions)
      throws IOException {
    ServerSetup setup = Setups.of(applications, jvmOptions);
    String contextPath = applications.get(0).contextPaths().get(0);
    return new Instance(server, setup, contextPath, server.start(setup));
  }

  /** Starts it and blocks until it is ready. */
  static Instance startReady(Deployable application, String... jvmOptions)
      throws IOException, InterruptedException {
    return startReady(List.of(application), jvmOptions);
  }

  /** Starts it with several applications, of which the first is meant where none is named. */
  static Instance startReady(List<? extends Deployable> applications, String... jvmOptions)
      throws IOException, InterruptedException {
    Instance instance = start(TestBed.SERVER, applications, jvmOptions);
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
    return sendTo(contextPath, path, headerLines);
  }

  /** As {@link #send}, to another application of this server. */
  Exchange sendTo(String otherContextPath, String path, String... headerLines) {
    return Exchange.send(this::connect, otherContextPath + path, headerLines);
  }

  /** As {@link #send}, but takes in no more than so many bytes a second. */
  Exchange sendNarrowly(String path, int bytesPerSecond) {
    return Exchange.send(
        () -> RawConnection.openNarrow(process.httpPort(), NARROW_BOUND, bytesPerSecond),
        contextPath + path);
  }

  /** Blocks for the whole response to a request on a new connection. */
  RawResponse get(String path, String... headerLines) throws ExchangeFailed {
    return getFrom(contextPath, path, headerLines);
  }

  /** As {@link #get}, from another application of this server. */
  RawResponse getFrom(String otherContextPath, String path, String... headerLines)
      throws ExchangeFailed {
    try (RawConnection connection = connect()) {
      return connection.get(otherContextPath + path, headerLines);
    }
  }

  RawConnection connect() throws ExchangeFailed {
    return RawConnection.open(process.httpPort(), Exchange.BOUND);
  }

  /** Where the application answers. */
  int httpPort() {
    return process.httpPort();
  }

  /** Opens a WebSocket to this path of the application. */
  RawWebSocket webSocket(String path) throws ExchangeFailed {
    return RawWebSocket.open(process.httpPort(), contextPath + path, Exchange.BOUND);
  }

  /** What {@code /health/ready} answers. */
  Health readiness() throws ExchangeFailed {
    return readinessFor(KUBE_PROBE);
  }

  /** What it answers to somebody who sends this line. */
  Health readinessFor(String headerLine) throws ExchangeFailed {
    return Health.ask(process.healthPort(), "/health/ready", headerLine, Exchange.BOUND);
  }

  /** What {@code /health/live} answers. */
  Health liveness() throws ExchangeFailed {
    return Health.ask(process.healthPort(), "/health/live", KUBE_PROBE, Exchange.BOUND);
  }

  /** Blocks until so much slow work runs, by the application's own count. */
  void awaitRunning(int count) {
    awaitRunningIn(contextPath, count);
  }

  /** As {@link #awaitRunning}, in another application of this server. */
  void awaitRunningIn(String otherContextPath, int count) {
    String expected = Integer.toString(count);
    await("running slow work: " + count)
        .atMost(EVENT_BOUND)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> getFrom(otherContextPath, "/running", KUBE_PROBE).text().equals(expected));
  }

  /** Blocks until a line of the log contains the text; returns that line. */
  String awaitLog(String text) throws InterruptedException {
    return process.awaitLog(text, START_BOUND);
  }

  /** Sends a real SIGTERM; from the first one on, {@link #sinceStop()} counts. */
  void sigterm() {
    stopIsNow();
    process.sigterm();
  }

  /**
   * Stops it by the server's own command-line tool; {@link #sinceStop()} counts from here too.
   *
   * @return the tool's process
   */
  Process stopByCommand() throws IOException {
    stopIsNow();
    return server.stop(setup);
  }

  /** Stops it by a request for this path of the application; {@link #sinceStop()} counts, too. */
  Exchange stopBy(String path) {
    stopIsNow();
    return send(path);
  }

  private void stopIsNow() {
    if (stopAt == 0) {
      stopAt = System.nanoTime();
    }
  }

  /** The time since it was first told to stop. */
  Duration sinceStop() {
    return sinceStop(System.nanoTime());
  }

  /** From when it was first told to stop to that instant of {@link System#nanoTime()}. */
  Duration sinceStop(long nanoTime) {
    return Duration.ofNanos(nanoTime - stopAt);
  }

  /** Blocks until the process is gone. */
  Exit awaitExit(Duration bound) throws InterruptedException {
    int code = process.awaitExit(bound);
    return new Exit(code, sinceStop(), process.log());
  }

  /** Removes the first application from the running server; returns at once. */
  void undeploy() throws IOException {
    undeploy(0);
  }

  /** Removes the application of that number from the running server; returns at once. */
  void undeploy(int application) throws IOException {
    server.undeploy(setup, setup.archives().get(application));
  }

  /** Deploys the first application again, which is not deployed now; may return at once. */
  void deploy() throws IOException {
    server.deploy(setup, setup.archives().get(0));
  }

  /** Blocks until no application answers there any more. */
  void awaitUndeployed(String gone) {
    await("undeployed: " + gone)
        .atMost(EVENT_BOUND)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> getFrom(gone, "/api/hello", KUBE_PROBE).status() == 404);
  }

  /** Blocks until the first application answers. */
  void awaitDeployed() {
    await("deployed: " + contextPath)
        .atMost(START_BOUND)
        .ignoreExceptionsInstanceOf(ExchangeFailed.class)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> get("/api/hello", KUBE_PROBE).status() == 200);
  }

  /** The process id of its JVM. */
  long pid() {
    return process.pid();
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
}
