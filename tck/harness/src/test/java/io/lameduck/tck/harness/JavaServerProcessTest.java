package io.lameduck.tck.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaServerProcessTest {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(100);

  @Test
  void followsAServerFromItsStartToItsSigterm() throws Exception {
    try (ServerProcess server = start("serve")) {
      server.awaitReady(BOUND);
      assertThat(server.awaitLog("listening", BOUND)).startsWith("server listening");
      assertThatIllegalStateException().isThrownBy(() -> server.awaitExit(SHORT));
      assertThatIllegalStateException().isThrownBy(() -> server.awaitLog("hook ran", SHORT));
      server.sigterm();
      assertThat(server.awaitExit(BOUND)).isEqualTo(143);
      assertThat(server.log()).contains("hook ran");
      assertThat(server.isAlive()).isFalse();
    }
  }

  @Test
  void aServerThatEndsIsNotAwaitedAnyLonger() throws Exception {
    try (ServerProcess server = start("fail")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> server.awaitReady(BOUND))
          .withMessageContaining("ended with 7")
          .withMessageContaining("cannot start");
      assertThatIllegalStateException()
          .isThrownBy(() -> server.awaitLog("never printed", BOUND))
          .withMessageContaining("has ended");
    }
  }

  @Test
  void closingKills() throws Exception {
    ServerProcess server = start("serve");
    server.awaitLog("listening", BOUND);
    server.close();
    assertThat(server.isAlive()).isFalse();
    assertThat(server.log()).doesNotContain("hook ran");
  }

  private static ServerProcess start(String how) throws IOException {
    int port = FreePorts.next();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    List<String> command =
        List.of(java, "-cp", classes, SmallServer.class.getName(), how, Integer.toString(port));
    Path unused = Path.of("");
    ServerSetup setup =
        new ServerSetup(unused, port, port, List.of(), List.of("/"), unused, List.of());
    return JavaServerProcess.start(new ProcessBuilder(command), setup, port);
  }
}
