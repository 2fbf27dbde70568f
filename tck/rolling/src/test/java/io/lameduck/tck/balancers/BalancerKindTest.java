package io.lameduck.tck.balancers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BalancerKindTest {

  private static String file(BalancerKind kind) throws IOException {
    return Files.readString(Path.of("../../samples/balancers").resolve(kind.file()));
  }

  /** What is replaced by real ports is there. */
  @ParameterizedTest
  @EnumSource
  void theFileHasThePortsThatAreReplaced(BalancerKind kind) throws IOException {
    assertThat(file(kind)).contains(":8000", ":8081", ":8082");
  }

  /** By the program itself, if it is here. */
  @ParameterizedTest
  @EnumSource(names = {"HAPROXY", "HAPROXY_BACKUP"})
  void haProxyAcceptsIt(BalancerKind kind) throws IOException, InterruptedException {
    assumeTrue(kind.program().isHere("The check of " + kind.file()));
    String file = Path.of("../../samples/balancers").resolve(kind.file()).toString();
    Process check =
        new ProcessBuilder(kind.program().find().orElseThrow().toString(), "-c", "-f", file)
            .inheritIO()
            .start();
    assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(check.exitValue()).isZero();
  }

  @Test
  void theControlOfNginxPassesEachFailureOn() throws IOException {
    String text = file(BalancerKind.NGINX);
    assertThat(BalancerKind.NGINX.adapted(text)).isEqualTo(text);
    assertThat(BalancerKind.NGINX_NO_RETRY.adapted(text)).contains("proxy_next_upstream off;");
  }

  @Test
  void theBackupDiffersInOneWord() throws IOException {
    assertThat(file(BalancerKind.HAPROXY_BACKUP).lines().skip(1))
        .filteredOn(line -> line.contains("server b"))
        .singleElement()
        .asString()
        .endsWith(" backup");
  }
}
