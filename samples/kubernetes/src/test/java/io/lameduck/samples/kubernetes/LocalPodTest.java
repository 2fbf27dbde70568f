package io.lameduck.samples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the overlays and the samples' entry scripts make of the end of a pod, with stand-ins for the
 * servers' own programs.
 */
@Timeout(20)
class LocalPodTest {

  private static final Path IMAGE = Path.of("src/test/image").toAbsolutePath();

  /** 128 and the number of the signal: SIGTERM. */
  private static final int TERMINATED = 143;

  /** What {@code standalone.sh} makes of it. */
  private static final int OF_STANDALONE = 0;

  @BeforeAll
  static void podsArePossible() throws Exception {
    Kubectl.assumeHere();
    assumeTrue(
        LocalPod.isPossible(), "not tested: run as root on Linux, with unshare, ip and curl");
  }

  /** The overlay with the entry script of the server's sample. */
  private static LocalPod start(Rendered rendered, String server, Map<String, String> more)
      throws Exception {
    return start(rendered, server, Path.of("..", server, "entry.sh"), more);
  }

  private static LocalPod start(
      Rendered rendered, String server, Path entry, Map<String, String> more) throws Exception {
    Path programs = IMAGE.resolve(server);
    Map<String, String> environment = new HashMap<>(more);
    environment.put("JBOSS_HOME", programs.toString());
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    int port = rendered.port(rendered.service().getSpec().getPorts().get(0).getTargetPort());
    environment.put(StandInServer.PORT, "" + port);
    return LocalPod.start(rendered, entry, environment);
  }

  private static Rendered shortOne() {
    return Kubectl.render("src/test/kustomize/short");
  }

  @ParameterizedTest
  @CsvSource({
    "wildfly, " + OF_STANDALONE,
    "openliberty, " + TERMINATED,
    "payara-server, " + TERMINATED,
    "payara-micro, " + TERMINATED
  })
  void theServerHearsOfTheEnd(String server, int exitCode) throws Exception {
    try (LocalPod pod = start(Kubectl.render("overlays/" + server), server, Map.of())) {
      LocalPod.End end = pod.stop();
      assertThat(end.lines()).containsExactly("TERM");
      assertThat(end.killed()).isFalse();
      assertThat(end.exitCode()).isEqualTo(exitCode);
      assertThat(end.hook()).isEmpty();
    }
  }

  /** The control, which the documentation shows beside the right one. */
  @Test
  void withoutExecTheServerHearsNothingAndIsKilled() throws Exception {
    Path wrong = IMAGE.resolve("without-exec.sh");
    try (LocalPod pod = start(shortOne(), "payara-micro", wrong, Map.of())) {
      LocalPod.End end = pod.stop();
      assertThat(end.lines()).isEmpty();
      assertThat(end.killed()).isTrue();
    }
  }

  /** The table of entry scripts in the documentation, which includes these files. */
  @ParameterizedTest
  @CsvSource({"waits, true", "replaced, false", "relays, false", "traps, true"})
  void anEntryScriptPassesTheSignalOnOrNot(String script, boolean lost) throws Exception {
    Path entry = IMAGE.resolve("pid1/" + script + ".sh");
    try (LocalPod pod = start(shortOne(), "payara-micro", entry, Map.of())) {
      LocalPod.End end = pod.stop();
      assertThat(end.lines()).isEqualTo(lost ? List.of() : List.of("TERM"));
      assertThat(end.killed()).isEqualTo(lost);
    }
  }

  /** The control of WildFly: what the variable in its entry script is for. */
  @Test
  void withoutTheVariableTheServerHearsNothingAndIsKilled() throws Exception {
    Path script = IMAGE.resolve("wildfly/bin/standalone.sh");
    try (LocalPod pod = start(shortOne(), "wildfly", script, Map.of())) {
      LocalPod.End end = pod.stop();
      assertThat(end.lines()).isEmpty();
      assertThat(end.killed()).isTrue();
    }
  }

  @Test
  void aServerThatDoesNotEndIsKilledWhenTheGracePeriodIsOver() throws Exception {
    try (LocalPod pod = start(shortOne(), "wildfly", Map.of(StandInServer.HANGS, "true"))) {
      LocalPod.End end = pod.stop();
      assertThat(end.lines()).containsExactly("TERM");
      assertThat(end.killed()).isTrue();
      assertThat(end.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void theHookDrainsBeforeTheSignal() throws Exception {
    try (LocalPod pod = start(Kubectl.render("overlays/prestop"), "wildfly", Map.of())) {
      LocalPod.End end = pod.stop();
      assertThat(end.lines()).containsExactly("DRAIN POST", "TERM");
      assertThat(end.hook()).contains(0);
      assertThat(end.exitCode()).isEqualTo(OF_STANDALONE);
    }
  }

  @Test
  void aHookThatIsRefusedFailsAndTheSignalComesAllTheSame() throws Exception {
    Map<String, String> more = Map.of(StandInServer.TOKEN, "another-0123456789");
    try (LocalPod pod = start(Kubectl.render("overlays/prestop"), "wildfly", more)) {
      LocalPod.End end = pod.stop();
      assertThat(end.lines()).containsExactly("REFUSED POST", "TERM");
      assertThat(end.hook()).get().isNotEqualTo(0);
      assertThat(end.exitCode()).isEqualTo(OF_STANDALONE);
    }
  }
}
