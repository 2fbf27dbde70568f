package io.lameduck.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.Forked;
import io.lameduck.config.InvalidSettingsException;
import io.lameduck.config.Key;
import io.lameduck.config.SettingsReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each case of a signal in a real program, with the JVM's own handling as the control. */
@Timeout(60)
class SignalTrapTest {

  private static Forked program(String kind, String... jvmOptions) {
    return Forked.start(List.of(jvmOptions), SignalProgram.class, kind);
  }

  /** The log's thread and the interrupted one print as the stop goes on: in no certain order. */
  private static boolean isOfTheStop(String line) {
    return !line.startsWith("LD0056") && !line.equals("ROLLED BACK");
  }

  /** The control: without us the shutdown hooks run at once. */
  @Test
  void bare() throws Exception {
    try (Forked program = program("bare")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest()).containsExactly("HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void drainsBeforeTheShutdownHooks() throws Exception {
    try (Forked program = program("idle")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest())
          .extracting(line -> line.replaceFirst(":.*", ""))
          .containsExactly("LD0002", "LD0004", "LD0005", "HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void takesEverySignalItIsConfiguredFor() throws Exception {
    try (Forked program = program("idle")) {
      assertThat(program.awaitLine("READY"))
          .anyMatch(line -> line.contains("enabled for SIGTERM or SIGINT"));
      program.signal("INT");
      assertThat(program.rest()).anyMatch(line -> line.startsWith("LD0005")).endsWith("HOOK");
      assertThat(program.exitCode()).isEqualTo(130);
    }
  }

  /** An image's STOPSIGNAL. The JVM has no handler that would stop it, so the drain does. */
  @Test
  void aSignalThatTheJvmDoesNotKnowStopsItToo() throws Exception {
    try (Forked program = program("usr1")) {
      assertThat(program.awaitLine("READY"))
          .anyMatch(line -> line.contains("enabled for SIGUSR1 or SIGHUP"));
      program.signal("USR1");
      assertThat(program.rest())
          .extracting(line -> line.replaceFirst(":.*", ""))
          .containsExactly("LD0002", "LD0004", "LD0005", "HOOK");
      assertThat(program.exitCode()).as("128 + 10").isEqualTo(138);
    }
  }

  /** The handler before was the operating system's, and no program can call that. */
  @Test
  void releasedUnderAnotherHandlerItStillStops() throws Exception {
    try (Forked program = program("usr1-released")) {
      program.awaitLine("READY");
      program.signal("USR1");
      assertThat(program.rest()).containsExactly("ON TOP", "HOOK");
      assertThat(program.exitCode()).as("128 + 10").isEqualTo(138);
    }
  }

  /**
   * Each of those that may be configured can be taken, and no JVM handler is in its place. Three
   * more could be, but come although nobody has asked for a stop.
   */
  @Test
  void whatMayBeConfiguredCanBeTaken() throws Exception {
    try (Forked program = program("all")) {
      List<String> lines = program.awaitLine("READY");
      assertThat(lines).contains("TERM: JVM", "USR1: free", "QUIT: taken", "USR2: native");
      for (String line : lines.subList(0, lines.size() - 1)) {
        String name = line.substring(0, line.indexOf(':'));
        boolean can = line.endsWith("JVM") || line.endsWith("free");
        boolean asks = !List.of("CHLD", "URG", "PROF").contains(name);
        assertThat(isAccepted(name)).as(line).isEqualTo(can && asks);
      }
    }
  }

  private static boolean isAccepted(String name) {
    try {
      SettingsReader.read(key -> Optional.of(name).filter(signal -> key.equals(Key.SIGNALS.key())));
      return true;
    } catch (InvalidSettingsException e) {
      return false;
    }
  }

  @Test
  void aLaterSignalHandsOverAtOnce() throws Exception {
    long begun;
    try (Forked program = program("busy")) {
      program.awaitLine("READY");
      program.sigterm();
      program.awaitLine("LD0033"); // At half of the time, that is after more than two seconds.
      begun = System.nanoTime();
      program.sigterm();
      assertThat(program.rest())
          .filteredOn(SignalTrapTest::isOfTheStop)
          .anyMatch(line -> line.startsWith("LD0007") && line.contains("abandoned: 1"))
          .endsWith("HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
    // The deadline would have been later.
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1500));
  }

  @Test
  void aLaterSignalOfAnotherKindHandsOverAtOnce() throws Exception {
    for (List<String> signals : List.of(List.of("TERM", "INT"), List.of("INT", "TERM"))) {
      try (Forked program = program("busy")) {
        program.awaitLine("READY");
        program.signal(signals.get(0));
        program.awaitLine("LD0033");
        program.signal(signals.get(1));
        assertThat(program.rest())
            .as("%s", signals)
            .filteredOn(SignalTrapTest::isOfTheStop)
            .anyMatch(line -> line.startsWith("LD0007"))
            .endsWith("HOOK");
      }
    }
  }

  /**
   * A signal to a whole process group, in which a shell passes it on: as by {@code tini -g} above
   * an entry script, by dumb-init, or by systemd.
   */
  @Test
  void oneSignalThatComesTwiceIsOneRequest() throws Exception {
    List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c"));
    command.add("\"$@\" & pid=$!; trap 'kill -TERM $pid; echo PASSED' TERM; wait $pid; wait $pid");
    command.add("sh");
    command.addAll(Forked.command(SignalProgram.class, "ends"));
    try (Forked group = Forked.run(command)) {
      group.awaitLine("READY");
      String all = "-" + group.handle().pid();
      Process kill = new ProcessBuilder("kill", "-TERM", "--", all).start();
      assertThat(kill.waitFor()).isZero();
      assertThat(group.rest())
          .contains("PASSED")
          .noneMatch(line -> line.startsWith("LD0007"))
          .anyMatch(line -> line.startsWith("LD0005") && line.contains("abandoned: 0"))
          .endsWith("HOOK");
      assertThat(group.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void workThatDoesNotEndIsInterruptedAtTheDeadlineAndAbandoned() throws Exception {
    try (Forked program = program("busy")) {
      program.awaitLine("READY");
      program.sigterm();
      List<String> rest = program.rest();
      assertThat(rest).containsSubsequence("ROLLED BACK", "HOOK");
      assertThat(rest)
          .anyMatch(line -> line.startsWith("LD0056") && line.contains("roll back: 1."))
          .anyMatch(line -> line.startsWith("LD0006") && line.contains("abandoned: 1"));
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void workThatIsToBeLeftIsNotInterrupted() throws Exception {
    try (Forked program = program("left")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest())
          .noneMatch(line -> line.startsWith("LD0056"))
          .doesNotContain("ROLLED BACK")
          .anyMatch(line -> line.startsWith("LD0006") && line.contains("abandoned: 1"));
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aRequestThatExitsTheJvmIsNotAwaited() throws Exception {
    long begun = System.nanoTime();
    try (Forked program = program("exit-in-request")) {
      program.awaitLine("EXIT");
      assertThat(program.rest())
          .anyMatch(line -> line.startsWith("LD0055: Not waiting for GET /exit"))
          .anyMatch(line -> line.startsWith("LD0005") && line.contains("abandoned: 0"));
      assertThat(program.exitCode()).isEqualTo(3);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void callsTheHandlerThatWasThereBefore() throws Exception {
    try (Forked program = program("previous")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest()).endsWith("PREVIOUS", "HOOK");
      assertThat(program.exitCode()).isEqualTo(7);
    }
  }

  @Test
  void exitsWhereTheHandlerBeforeFails() throws Exception {
    try (Forked program = program("previous-fails")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest()).anyMatch(line -> line.startsWith("LD0012")).endsWith("HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aReleasedTrapLeavesNothingBehind() throws Exception {
    try (Forked program = program("released")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest()).containsExactly("HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aDrainThatFailsHandsOver() throws Exception {
    try (Forked program = program("drain-fails")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest()).anyMatch(line -> line.startsWith("LD0010")).endsWith("HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aLogThatFailsCostsALineNotTheDrain() throws Exception {
    try (Forked program = program("log-fails")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest())
          .noneMatch(line -> line.startsWith("LD0002"))
          .anyMatch(line -> line.startsWith("LD0005"))
          .endsWith("HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  /** What it interrupts may fail; what runs is awaited nevertheless, and the JVM stops. */
  @Test
  void aHeapThatIsFullForAWhileLosesNoRequest() throws Exception {
    try (Forked program = program("heap-full", "-Xmx24m", "-XX:+UseSerialGC")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest()).containsSubsequence("DONE", "HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void saysSoWhereTheHandlerBeforeReturns() throws Exception {
    try (Forked program = program("previous-returns")) {
      program.awaitLine("READY");
      program.sigterm();
      program.awaitLine("PREVIOUS");
      assertThat(program.awaitLine("LD0042")).isNotEmpty();
      assertThat(program.isAlive()).isTrue();
    }
  }

  @Test
  void aDrainThatHangsHandsOver() throws Exception {
    try (Forked program = program("drain-hangs")) {
      program.awaitLine("READY");
      program.sigterm();
      assertThat(program.rest()).anyMatch(line -> line.startsWith("LD0011")).endsWith("HOOK");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void reducedSignalUsageIsSaidAtStart() throws Exception {
    try (Forked program = program("idle", "-Xrs")) {
      assertThat(program.awaitLine("READY"))
          .anyMatch(line -> line.startsWith("LD0008: SIGTERM") && line.contains("-Xrs"))
          .anyMatch(line -> line.startsWith("LD0017: Graceful shutdown enabled without a signal"));
      program.sigterm();
      // What the warning says: no drain, no hook.
      assertThat(program.rest()).isEmpty();
    }
  }

  @Test
  void aSignalThatTheProcessIgnoresIsSaidAtStart() throws Exception {
    String java = System.getProperty("java.home") + "/bin/java";
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "trap '' TERM; exec \"$0\" -cp \"$1\" \"$2\" idle",
                java,
                System.getProperty("java.class.path"),
                SignalProgram.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var output = shell.inputReader()) {
      List<String> lines = output.lines().takeWhile(line -> !line.equals("READY")).toList();
      assertThat(lines).anyMatch(line -> line.startsWith("LD0009: SIGTERM is ignored"));
    } finally {
      shell.destroyForcibly();
    }
  }
}
