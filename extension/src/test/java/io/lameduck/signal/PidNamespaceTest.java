package io.lameduck.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lameduck.Forked;
import io.lameduck.deployment.PeersProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real process trees in a PID namespace of their own, as a container has one. SIGTERM goes to its
 * PID 1 from outside, as the kubelet's does.
 */
@Timeout(120)
class PidNamespaceTest {

  private static final List<String> UNSHARE =
      List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");

  /** The shell's own words come first; {@code "$@"} is the JVM. */
  private static final String WITHOUT_EXEC = "\"$@\"; exit $?";

  private static final String WITH_EXEC = "exec \"$@\"";

  /** The first wait ends with the signal, the second with the JVM. */
  private static final String WITH_TRAP =
      "trap 'kill -TERM $jvm' TERM; \"$@\" & jvm=$!; wait $jvm; wait $jvm";

  @BeforeAll
  static void namespacesAreAllowed() throws Exception {
    boolean allowed;
    try {
      allowed = Forked.run(in("true")).exitCode() == 0;
    } catch (RuntimeException e) {
      allowed = false; // No such program.
    }
    assumeTrue(allowed, "not tested: 'unshare --pid' is not allowed here; run as root on Linux");
  }

  private static List<String> in(String... words) {
    return Stream.concat(UNSHARE.stream(), Stream.of(words)).toList();
  }

  /** The JVM below these words, in a namespace whose first process they are. */
  private static Forked container(String... words) {
    List<String> command = new ArrayList<>(in(words));
    command.addAll(Forked.command(SignalProgram.class, "idle"));
    return Forked.run(command);
  }

  private static String[] shell(String shell, String script) {
    return new String[] {shell, "-c", script, shell};
  }

  private static ProcessHandle pid1(Forked program) {
    return program.handle().children().findFirst().orElseThrow();
  }

  private static ProcessHandle jvm(Forked program) {
    return program
        .handle()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> warnings(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("LD0029")).toList();
  }

  private static void isSilentAndDrains(Forked program) throws Exception {
    assertThat(warnings(program.awaitLine("READY"))).isEmpty();
    pid1(program).destroy();
    assertThat(program.rest())
        .anyMatch(line -> line.startsWith("LD0002: Lame duck (signal)"))
        .anyMatch(line -> line.startsWith("LD0005"))
        .contains("HOOK");
  }

  @Test
  void theJvmAsPid1() throws Exception {
    try (Forked program = container()) {
      isSilentAndDrains(program);
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void aShellThatEndsInExec(String shell) throws Exception {
    try (Forked program = container(shell(shell, WITH_EXEC))) {
      isSilentAndDrains(program);
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void aShellWithATrapThatPassesTheSignalOn(String shell) throws Exception {
    try (Forked program = container(shell(shell, WITH_TRAP))) {
      isSilentAndDrains(program);
    }
  }

  /** The kernel keeps from PID 1 what it has no handler for. */
  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void aShellThatWaits(String shell) throws Exception {
    try (Forked program = container(shell(shell, WITHOUT_EXEC))) {
      assertThat(warnings(program.awaitLine("READY")))
          .singleElement()
          .asString()
          .contains("PID 1 (" + shell + " -c)");
      ProcessHandle jvm = jvm(program);
      pid1(program).destroy();
      // That nothing happens can only be waited for: the whole drain takes half as long.
      assertThatThrownBy(() -> jvm.onExit().get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);

      // The control: the JVM would have obeyed, and this is the first that it hears of it.
      jvm.destroy();
      assertThat(program.rest())
          .filteredOn(line -> line.startsWith("LD0002"))
          .as("drains")
          .hasSize(1);
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  /** Each with its own copy of the classes. */
  @Test
  void severalDeploymentsWarnOnce() throws Exception {
    List<String> command = new ArrayList<>(in(shell("sh", WITHOUT_EXEC)));
    command.addAll(Forked.command(PeersProgram.class));
    try (Forked program = Forked.run(command)) {
      program.awaitLine("READY");
      List<String> lines = new ArrayList<>();
      for (String name : List.of("a", "b")) {
        program.type(name + " open");
        lines.addAll(program.awaitLine(name + " open"));
      }
      assertThat(lines).filteredOn(line -> line.contains("LD0001")).hasSize(2);
      assertThat(lines).filteredOn(line -> line.contains("LD0029")).hasSize(1);
    }
  }

  /** Its name is that of the script, and its words may be secret. */
  @Test
  void aScriptThatWaits() throws Exception {
    Path script = Files.createTempFile("entry", ".sh");
    try {
      Files.writeString(script, "#!/bin/sh\n" + WITHOUT_EXEC + "\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
      try (Forked program = container(script.toString())) {
        assertThat(warnings(program.awaitLine("READY")))
            .singleElement()
            .asString()
            .contains("PID 1 (/bin/sh " + script + ")");
      }
    } finally {
      Files.delete(script);
    }
  }

  @Test
  void anInit() throws Exception {
    try (Forked program = container(tini(), "--")) {
      isSilentAndDrains(program);
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  /** The signal kills the shell, its end that of the init, and that of PID 1 all the others. */
  @Test
  void anInitDoesNotHelpAShellThatWaits() throws Exception {
    List<String> words = new ArrayList<>(List.of(tini(), "--"));
    words.addAll(List.of(shell("sh", WITHOUT_EXEC)));
    try (Forked program = container(words.toArray(new String[0]))) {
      assertThat(warnings(program.awaitLine("READY"))).hasSize(1);
      pid1(program).destroy();
      assertThat(program.rest())
          .noneMatch(line -> line.startsWith("LD0005") || line.equals("HOOK"));
    }
  }

  private static String tini() {
    Optional<Path> tini =
        Stream.of("/usr/bin/tini", "/sbin/tini", "/usr/bin/tini-static")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(tini.isPresent(), "not tested: no tini here; install the package tini");
    }
    return tini.orElseThrow(() -> new AssertionError("install the package tini")).toString();
  }
}
