package io.lameduck.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that are hard to have for real, in a folder that looks like {@code /proc}. */
class ProcessTreeTest {

  private static final String NO_HANDLER = "0000000000010002";
  private static final String HANDLER_OF_TERM = "0000000000014002";

  private final Path proc;

  ProcessTreeTest(@TempDir Path proc) {
    this.proc = proc;
  }

  @BeforeEach
  void container() throws IOException {
    jvmBelow(9);
    namespace("pid:[4026532178]");
  }

  private void jvmBelow(int parent) throws IOException {
    process("self", 20, parent, "java", NO_HANDLER, "java", "-jar", "server.jar");
  }

  private void namespace(String name) throws IOException {
    Path link = Files.createDirectories(proc.resolve("self/ns")).resolve("pid");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(name));
  }

  private void process(int pid, int parent, String name, String caught, String... words)
      throws IOException {
    process(Integer.toString(pid), pid, parent, name, caught, words);
  }

  private void process(
      String folder, int pid, int parent, String name, String caught, String... words)
      throws IOException {
    Path files = Files.createDirectories(proc.resolve(folder));
    Files.writeString(
        files.resolve("status"),
        "Name:\t%s\nUmask:\t0022\nPid:\t%d\nPPid:\t%d\nNSpid:\t%d\nSigCgt:\t%s\n"
            .formatted(name, pid, parent, pid, caught));
    Files.writeString(files.resolve("cmdline"), String.join("\0", words) + "\0");
  }

  private Iterable<String> shells() throws IOException {
    return new ProcessTree(proc).shellsThatDoNotForward();
  }

  @ParameterizedTest
  @CsvSource({
    "/bin/sh|/opt/wildfly/bin/standalone.sh|-b|0.0.0.0, /bin/sh /opt/wildfly/bin/standalone.sh",
    "bash|-e|run.sh|--password=x, bash -e run.sh",
    "/usr/bin/bash|-ec|java -Dpassword=x -jar server.jar; true, /usr/bin/bash -ec",
    "busybox|sh|/run.sh, busybox sh /run.sh",
    "-ash, -ash",
    "zsh|+x|/run.sh, zsh +x /run.sh"
  })
  void namesTheShellButNotItsArguments(String words, String shown) throws IOException {
    process(9, 1, "standalone.sh", NO_HANDLER, words.split("\\|", -1));
    process(1, 0, "tini", HANDLER_OF_TERM, "/usr/bin/tini", "--", "x");
    assertThat(shells()).containsExactly("PID 9 (" + shown + ")");
  }

  @Test
  void namesEachFromTheTop() throws IOException {
    process(9, 1, "sh", NO_HANDLER, "sh", "b.sh");
    process(1, 0, "sh", NO_HANDLER, "sh", "a.sh");
    assertThat(shells()).containsExactly("PID 1 (sh a.sh)", "PID 9 (sh b.sh)");
  }

  /** The official image of Payara Server; WildFly's script with LAUNCH_JBOSS_IN_BACKGROUND. */
  @Test
  void isSilentAboutAShellThatHandlesTheSignal() throws IOException {
    process(9, 8, "java", HANDLER_OF_TERM, "java", "-jar", "asadmin");
    process(8, 1, "startInForegroun", HANDLER_OF_TERM, "/bin/bash", "startInForeground.sh");
    process(1, 0, "tini", HANDLER_OF_TERM, "tini", "--");
    assertThat(shells()).isEmpty();
  }

  @Test
  void isSilentAboutTheJvmAsPid1() throws IOException {
    process("self", 1, 0, "java", NO_HANDLER, "java");
    assertThat(shells()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"systemd", "init", "init(Ubuntu)"})
  void isSilentUnderAWholeInitSystem(String name) throws IOException {
    process(9, 1, "sh", NO_HANDLER, "sh", "a.sh");
    process(1, 0, name, HANDLER_OF_TERM, "/sbin/init");
    assertThat(shells()).isEmpty();
  }

  @Test
  void isSilentOutsideOfAContainer() throws IOException {
    process(9, 1, "sh", NO_HANDLER, "sh", "a.sh");
    process(1, 0, "anything", HANDLER_OF_TERM, "/anything");
    assertThat(shells()).isNotEmpty();
    namespace("pid:[4026531836]");
    assertThat(shells()).isEmpty();
  }

  /** {@code kubectl exec}: the shell's parent is outside. */
  @Test
  void isSilentAboutAJvmThatSomebodyHasStartedByHand() throws IOException {
    process(9, 0, "sh", NO_HANDLER, "sh");
    process(1, 0, "java", NO_HANDLER, "java");
    assertThat(shells()).isEmpty();
  }

  /** {@code shareProcessNamespace: true}: the first process of a container has no parent there. */
  @Test
  void seesTheShellInAPodWhoseContainersShareTheirProcesses() throws IOException {
    process(9, 0, "run.sh", NO_HANDLER, "/bin/sh", "/run.sh");
    process(1, 0, "pause", HANDLER_OF_TERM, "/pause");
    assertThat(shells()).containsExactly("PID 9 (/bin/sh /run.sh)");
  }

  @Test
  void isSilentWhereProcIsThatOfTheMachine() throws IOException {
    process(9, 1, "sh", NO_HANDLER, "sh", "a.sh");
    process(1, 0, "sh", NO_HANDLER, "sh");
    Path status = proc.resolve("self/status");
    Files.writeString(status, Files.readString(status).replace("NSpid:\t20", "NSpid:\t20\t3"));
    assertThat(shells()).isEmpty();
  }

  @Test
  void isSilentWithoutProc() throws IOException {
    assertThat(new ProcessTree(proc.resolve("none")).shellsThatDoNotForward()).isEmpty();
  }

  /** Mounted with {@code hidepid}, or a process that has just ended. */
  @Test
  void saysSoWhereAProcessCannotBeSeen() {
    assertThatThrownBy(this::shells).isInstanceOf(IOException.class);
  }
}
