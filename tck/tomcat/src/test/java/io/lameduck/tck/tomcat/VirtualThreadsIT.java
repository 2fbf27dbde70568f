package io.lameduck.tck.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.Jdk;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.harness.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each request runs on a virtual thread of its own (JEP 444), as Tomcat offers it on a JDK of 21 or
 * later. Looks for one beside the JDK of the build, and is skipped where there is none.
 */
class VirtualThreadsIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  /** More than the 200 threads that Tomcat has without virtual ones. */
  private static final int MANY = 400;

  private static Optional<Path> java = Optional.empty();

  @BeforeAll
  static void findJdk() throws IOException {
    Path build = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> beside = Files.list(build.resolveSibling("."))) {
      java =
          Stream.concat(Stream.of(build), beside.sorted())
              .filter(jdk -> Jdk.feature(jdk) >= FIRST_WITH_VIRTUAL_THREADS)
              .findFirst();
    }
    assumeThat(java).as("a JDK of 21 or later beside " + build).isPresent();
  }

  private static ServerProcess start(int port, List<String> options, String... libraries)
      throws IOException {
    List<String> all = new ArrayList<>(options);
    all.add("-D" + TomcatProgram.VIRTUAL_THREADS + "=true");
    return TomcatIT.start(
        java.orElseThrow(), port, Servlet61IT.classPath(), VirtualServlet.class, all, libraries);
  }

  private static RawConnection begin(int port, Duration work) throws ExchangeFailed {
    RawConnection connection = RawConnection.open(port, BOUND);
    connection.sendGet("/app/virtual?ms=" + work.toMillis());
    return connection;
  }

  /** How many of as many requests, all of them running at SIGTERM, are answered. */
  private static long answered(String... libraries) throws IOException, InterruptedException {
    int port = FreePorts.next();
    List<RawConnection> running = new ArrayList<>();
    try (ServerProcess server = start(port, List.of(), libraries)) {
      server.awaitLog("STARTED", BOUND);
      for (int i = 0; i < MANY; i++) {
        running.add(begin(port, Duration.ofSeconds(8)));
      }
      server.awaitLog("BEGUN " + MANY + " on a VirtualThread", BOUND);
      server.sigterm();
      long answered = running.stream().filter(VirtualThreadsIT::isAnswered).count();
      assertThat(server.awaitExit(BOUND)).isEqualTo(143);
      return answered;
    } finally {
      running.forEach(RawConnection::close);
    }
  }

  private static boolean isAnswered(RawConnection connection) {
    try {
      return connection.receive().text().equals("slow");
    } catch (ExchangeFailed e) {
      return false;
    }
  }

  @Test
  void allOfThemAreCountedAndAwaited() throws IOException, InterruptedException {
    assertThat(answered("lameduck.jar", "weld6.jar")).isEqualTo(MANY);
  }

  /** The control. */
  @Test
  void withoutTheJarTheyAreLost() throws IOException, InterruptedException {
    assertThat(answered("weld6.jar")).isZero();
  }

  @Test
  void oneThatIsStuckIsNamedWithItsStackAndInterrupted() throws IOException, InterruptedException {
    int port = FreePorts.next();
    List<String> options = List.of("-Dlameduck.grace-period=8s", "-Dlameduck.stop-reserve=1s");
    try (ServerProcess server = start(port, options, "lameduck.jar", "weld6.jar")) {
      server.awaitLog("STARTED", BOUND);
      try (RawConnection stuck = begin(port, BOUND)) {
        server.awaitLog("BEGUN 1 on a VirtualThread", BOUND);
        server.sigterm();
        RawResponse response = stuck.receive();
        assertThat(response.text()).isEqualTo("interrupted");
      }
      assertThat(server.awaitExit(BOUND)).isEqualTo(143);
      assertThat(server.log().lines().filter(line -> line.contains("LD0033")))
          .isNotEmpty()
          .allMatch(line -> line.contains("GET /app/virtual"))
          .allMatch(line -> line.contains(VirtualServlet.class.getName() + ".doGet"));
    }
  }
}
