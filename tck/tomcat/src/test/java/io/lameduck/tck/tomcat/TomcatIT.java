package io.lameduck.tck.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.JavaServerProcess;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A slow request runs when SIGTERM comes. */
class TomcatIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Path LIBRARIES = Path.of(System.getProperty("lameduck.tck.libraries"));

  private record Stopped(String slow, String late, int exitCode, String log) {}

  private static Stopped stop(String... libraries) throws IOException, InterruptedException {
    return stopOf(System.getProperty("java.class.path"), libraries);
  }

  private static Stopped stopOf(String classPath, String... libraries)
      throws IOException, InterruptedException {
    int port = FreePorts.next();
    try (ServerProcess server = start(port, classPath, SlowServlet.class, libraries)) {
      server.awaitLog("STARTED", BOUND);
      try (RawConnection slow = RawConnection.open(port, BOUND)) {
        slow.sendGet("/app/slow?ms=4000");
        server.awaitLog("BEGUN", BOUND);
        server.sigterm();
        String late = get(port);
        String answer = outcome(slow::receive);
        int code = server.awaitExit(BOUND);
        return new Stopped(answer, late, code, server.log());
      }
    }
  }

  /** Starts a Tomcat of this class path, with this servlet and these libraries in a WAR. */
  static ServerProcess start(int port, String classPath, Class<?> servlet, String... libraries)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"));
    return start(java, port, classPath, servlet, List.of(), libraries);
  }

  /** On this JDK, with these options. */
  static ServerProcess start(
      Path java,
      int port,
      String classPath,
      Class<?> servlet,
      List<String> jvmOptions,
      String... libraries)
      throws IOException {
    Path work = Files.createDirectories(Path.of(System.getProperty("lameduck.tck.work")));
    Path directory = Files.createTempDirectory(work, "tomcat-");
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "app.war")
            .addClass(servlet)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    for (String library : libraries) {
      war.addAsLibrary(LIBRARIES.resolve(library).toFile(), library);
    }
    war.as(ExplodedExporter.class).exportExploded(directory.toFile());
    ProcessBuilder command =
        new ProcessBuilder(
            java.resolve("bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dlameduck.announce.min=1s",
            "-Dlameduck.announce.quiet=500ms",
            "-Dlameduck.announce.max=2s",
            "-cp",
            classPath,
            TomcatProgram.class.getName(),
            Integer.toString(port),
            directory.resolve("work").toString(),
            directory.resolve("app.war").toString());
    command.command().addAll(1, jvmOptions);
    ServerSetup setup =
        new ServerSetup(directory, port, port, List.of(), List.of(), java, List.of());
    return JavaServerProcess.start(command, setup, port);
  }

  private static String get(int port) {
    return outcome(
        () -> {
          try (RawConnection connection = RawConnection.open(port, BOUND)) {
            return connection.get("/app/slow?ms=0");
          }
        });
  }

  private interface Answer {
    RawResponse get() throws ExchangeFailed;
  }

  private static String outcome(Answer answer) {
    try {
      return answer.get().text();
    } catch (ExchangeFailed e) {
      return e.kind().toString();
    }
  }

  @Test
  void withWeldNothingIsLost() throws IOException, InterruptedException {
    assertNothingIsLost(stop("lameduck.jar", "weld.jar"));
  }

  @Test
  void theApplicationTellsAProbeWhetherItIsReady() throws IOException, InterruptedException {
    int port = FreePorts.next();
    try (ServerProcess server =
        start(
            Path.of(System.getProperty("java.home")),
            port,
            System.getProperty("java.class.path"),
            SlowServlet.class,
            List.of("-Dlameduck.readiness.endpoint=true"),
            "lameduck.jar",
            "weld.jar")) {
      server.awaitLog("STARTED", BOUND);
      assertThat(probe(port)).isEqualTo(200);
      server.sigterm();
      server.awaitLog("LD0002", BOUND);
      assertThat(probe(port)).isEqualTo(503);
      assertThat(server.awaitExit(BOUND)).isEqualTo(143);
      assertThat(server.log()).doesNotContain("LD0041");
    }
  }

  private static int probe(int port) throws ExchangeFailed {
    try (RawConnection connection = RawConnection.open(port, BOUND)) {
      return connection.get("/app/lameduck/ready").status();
    }
  }

  /** Servlet 6.1 and CDI 4.1, of Jakarta EE 11. */
  @Test
  void onTomcat11WithWeld6NothingIsLost() throws IOException, InterruptedException {
    assertNothingIsLost(stopOf(Servlet61IT.classPath(), "lameduck.jar", "weld6.jar"));
  }

  /** The control. */
  @Test
  void onTomcat11WithoutTheJarTheLateRequestIsRefused() throws IOException, InterruptedException {
    Stopped stopped = stopOf(Servlet61IT.classPath(), "weld6.jar");
    assertThat(List.of(stopped.slow(), stopped.late())).isNotEqualTo(List.of("slow", "slow"));
    assertThat(stopped.exitCode()).isEqualTo(143);
  }

  private static void assertNothingIsLost(Stopped stopped) {
    assertThat(stopped.slow()).isEqualTo("slow");
    assertThat(stopped.late()).isEqualTo("slow");
    assertThat(stopped.log()).contains("LD0001", "LD0041", "LD0002", "LD0005");
    assertThat(stopped.log()).doesNotContain("LD0010", "LD0011", "LD0022");
    assertThat(stopped.exitCode()).isEqualTo(143);
  }

  @Test
  void withoutCdiNothingIsLost() throws IOException, InterruptedException {
    Stopped stopped = stop("lameduck.jar");
    assertNothingIsLost(stopped);
    assertThat(stopped.log()).contains("LD0016: CDI is not active in /app");
  }

  /** The control. */
  @Test
  void withoutTheJarTheLateRequestIsRefused() throws IOException, InterruptedException {
    Stopped stopped = stop("weld.jar");
    assertThat(List.of(stopped.slow(), stopped.late())).isNotEqualTo(List.of("slow", "slow"));
    assertThat(stopped.exitCode()).isEqualTo(143);
  }
}
