package io.lameduck.tck.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.harness.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Requests that run at SIGTERM answer by the methods that Servlet 6.1 has added, on Tomcat 11. */
class Servlet61IT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Map<String, Integer> STATUS =
      Map.of("status", 303, "clear", 302, "both", 307, "buffer", 200);

  /** Tomcat 11 and the program that starts it, instead of the Tomcat of the tests. */
  static String classPath() throws IOException {
    String program =
        TomcatProgram.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("lameduck.tck.tomcat11")))) {
      return Stream.concat(Stream.of(program), jars.map(Path::toString))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  @Test
  void theirResponsesSayClose() throws IOException, InterruptedException {
    int port = FreePorts.next();
    Map<String, RawConnection> running = new LinkedHashMap<>();
    try (ServerProcess server =
        TomcatIT.start(port, classPath(), NewMethodsServlet.class, "lameduck.jar", "weld.jar")) {
      server.awaitLog("STARTED", BOUND);
      for (String how : STATUS.keySet()) {
        RawConnection connection = RawConnection.open(port, BOUND);
        running.put(how, connection);
        connection.sendGet("/app/new/" + how);
        server.awaitLog("BEGUN /" + how, BOUND);
      }
      server.sigterm();
      server.awaitLog("LD0002", BOUND);
      try (RawConnection go = RawConnection.open(port, BOUND)) {
        assertThat(go.get("/app/new/go").status()).isEqualTo(200);
      }
      SoftAssertions soft = new SoftAssertions();
      for (Map.Entry<String, RawConnection> request : running.entrySet()) {
        RawResponse response = request.getValue().receive();
        String how = request.getKey();
        soft.assertThat(response.status()).as(how).isEqualTo(STATUS.get(how));
        soft.assertThat(response.head().saysClose()).as("says close: " + how).isTrue();
        soft.assertThat(response.text()).as(how).isEqualTo(how.equals("buffer") ? how : "");
      }
      soft.assertAll();
      assertThat(server.awaitExit(BOUND)).isEqualTo(143);
    } finally {
      running.values().forEach(RawConnection::close);
    }
  }
}
