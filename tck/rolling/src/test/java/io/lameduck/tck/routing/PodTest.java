package io.lameduck.tck.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.kubernetes.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The probes of a pod, against a server that answers as it is told. */
class PodTest {

  private static final PodSpec SPEC =
      new PodSpec(
          false,
          Duration.ofMillis(50),
          Duration.ZERO,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          2,
          Map.of());

  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(
              answers.getOrDefault(exchange.getRequestURI().getPath(), 404), -1);
          exchange.close();
        });
    server.start();
    answer(503, 503);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(int live, int ready) {
    answers.put("/health/live", live);
    answers.put("/health/ready", ready);
  }

  private Pod pod(boolean ends) {
    return new Pod("a", "1", new ScriptedProcess(server.getAddress().getPort(), ends), SPEC);
  }

  private static Endpoint endpoint(boolean serving, boolean terminating) {
    return new Endpoint("a", "1", serving, terminating);
  }

  @Test
  void readinessIsAskedOnlyAfterTheStartup() {
    Pod pod = pod(true);
    answer(503, 200);
    pod.probe();
    assertThat(pod.endpoint()).isEqualTo(endpoint(false, false));
    assertThat(pod.ready()).isNotDone();
    answer(200, 503);
    pod.probe();
    assertThat(pod.ready()).isNotDone();
    answer(503, 200);
    pod.probe();
    assertThat(pod.endpoint()).isEqualTo(endpoint(true, false));
    assertThat(pod.ready()).isDone();
  }

  @Test
  void aPodIsUnreadyAfterSoManyFailures() {
    Pod pod = ready();
    answer(200, 503);
    pod.probe();
    assertThat(pod.endpoint()).isEqualTo(endpoint(true, false));
    pod.probe();
    assertThat(pod.endpoint()).isEqualTo(endpoint(false, false));
    assertThat(pod.unready()).isDone();
  }

  @Test
  void aPodThatTerminatesIsStillAsked() {
    Pod pod = ready();
    pod.terminate();
    assertThat(pod.endpoint()).isEqualTo(endpoint(true, true));
    answer(200, 503);
    pod.probe();
    pod.probe();
    assertThat(pod.endpoint()).isEqualTo(endpoint(false, true));
  }

  @Test
  void aPodThatEndsIsNotKilled() throws InterruptedException {
    Pod pod = ready();
    pod.terminate();
    Pod.End end = pod.stop();
    assertThat(end.killed()).isFalse();
    assertThat(end.exitCode()).isEqualTo(143);
    assertThat(pod.gone()).isCompletedWithValue(end);
  }

  @Test
  void aPodThatOutlivesItsGracePeriodIsKilled() throws InterruptedException {
    Pod pod = pod(false);
    pod.terminate();
    assertThat(pod.stop().killed()).isTrue();
  }

  private Pod ready() {
    Pod pod = pod(true);
    answer(200, 200);
    pod.probe();
    assertThat(pod.endpoint()).isEqualTo(endpoint(true, false));
    return pod;
  }

  /** That server's process, if it had one. */
  private record ScriptedProcess(int port, boolean ends) implements ServerProcess {

    @Override
    public int httpPort() {
      return port;
    }

    @Override
    public int healthPort() {
      return port;
    }

    @Override
    public long pid() {
      return 0;
    }

    @Override
    public void awaitReady(Duration bound) {}

    @Override
    public void sigterm() {}

    @Override
    public int awaitExit(Duration bound) {
      if (!ends) {
        throw new IllegalStateException("still alive after " + bound);
      }
      return 143;
    }

    @Override
    public boolean isAlive() {
      return !ends;
    }

    @Override
    public String log() {
      return "";
    }

    @Override
    public String awaitLog(String text, Duration bound) {
      return "";
    }

    @Override
    public void close() {}
  }
}
