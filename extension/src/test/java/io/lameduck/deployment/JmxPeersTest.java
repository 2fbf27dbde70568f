package io.lameduck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.Forked;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several deployments in one real JVM, each with its own copy of the classes. */
@Timeout(60)
class JmxPeersTest {

  private final List<String> seen = new ArrayList<>();
  private Forked program;

  @BeforeEach
  void start() throws IOException {
    program = Forked.start(List.of(), PeersProgram.class);
    program.awaitLine("READY");
  }

  @AfterEach
  void kill() {
    program.close();
  }

  private List<String> tell(String who, String command) throws IOException {
    program.type(who + " " + command);
    List<String> lines = program.awaitLine(who + " " + command);
    seen.addAll(lines);
    return lines;
  }

  /** All lines from the first command on, to the end of the program. */
  private List<String> all() {
    seen.addAll(program.rest());
    return seen;
  }

  /** It may have been said before the command was done. */
  private void awaitSaid(String beginning) throws IOException {
    if (seen.stream().noneMatch(line -> line.startsWith(beginning))) {
      seen.addAll(program.awaitLine(beginning));
    }
  }

  private void isCollected(String who) throws IOException {
    assertThat(tell(who, "collected")).last().asString().endsWith("collected true");
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst(":.*", "")).toList();
  }

  @Test
  void allBeginAtOnceAndTheServerStopsAfterTheLast() throws Exception {
    tell("a", "open");
    tell("b", "open");
    tell("b", "enter");
    program.sigterm();
    List<String> lines = program.awaitLine("b LD0004");
    seen.addAll(lines); // The other may be over by then.
    List<String> begun = ids(lines);
    assertThat(begun).contains("a LD0002", "b LD0002");
    tell("b", "end");
    assertThat(ids(all()))
        .containsSubsequence("a LD0005", "HOOK")
        .containsSubsequence("b LD0005", "HOOK")
        .endsWith("HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  @Test
  void eachSaysWhoItIs() throws Exception {
    assertThat(tell("a", "open")).anyMatch(line -> line.endsWith("[a]"));
  }

  @Test
  void noneIsDoneBeforeAllAre() throws Exception {
    tell("a", "open");
    tell("b", "open");
    tell("b", "enter");
    program.sigterm();
    program.awaitLine("b LD0004");
    // Late, and longer than anything else: a had nothing to do when it came.
    tell("a", "enter");
    tell("b", "end");
    tell("a", "end");
    assertThat(all())
        .anyMatch(line -> line.startsWith("a LD0005") && line.contains("served late: 1"))
        .anyMatch(line -> line.startsWith("b LD0005"))
        .endsWith("HOOK");
  }

  @Test
  void whoeverLeavesFirstTheOthersGoOnAndItsClassesAreGone() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      tell(name, "open");
    }
    for (String name : List.of("a", "b")) { // Each time the one that has the signal.
      tell(name, "close");
      tell(name, "forget");
      isCollected(name);
    }
    program.sigterm();
    assertThat(ids(program.rest()))
        .contains("c LD0002", "c LD0005")
        .noneMatch(line -> line.startsWith("a") || line.startsWith("b"))
        .endsWith("HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  /** The control of the collections: classes that are in use stay. */
  @Test
  void aDeploymentThatIsThereIsNotCollected() throws Exception {
    tell("a", "open");
    tell("a", "forget");
    assertThat(tell("a", "collected")).last().asString().endsWith("collected false");
  }

  @Test
  void theLastOneLeavesTheJvmAsItWas() throws Exception {
    tell("a", "open");
    tell("b", "open");
    for (String name : List.of("b", "a")) {
      tell(name, "close");
      tell(name, "forget");
      isCollected(name);
    }
    program.sigterm();
    assertThat(program.rest()).containsExactly("HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  @Test
  void aHandlerThatSomebodyPutOnTopOfOursKeepsWorkingAndHoldsNothing() throws Exception {
    tell("a", "open");
    tell("x", "on top");
    tell("a", "close");
    tell("a", "forget");
    isCollected("a");
    program.sigterm();
    assertThat(program.rest()).containsExactly("TOP", "HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  @Test
  void whoComesDuringTheDrainTakesPart() throws Exception {
    tell("a", "open");
    tell("a", "enter");
    program.sigterm();
    program.awaitLine("a LD0002");
    tell("b", "open");
    tell("b", "enter");
    tell("a", "end");
    assertThat(program.isAlive()).isTrue();
    tell("b", "end");
    assertThat(ids(all())).contains("b LD0005").endsWith("HOOK");
  }

  @Test
  void whoComesDuringAnOperatorsDrainIsTakenBackWithTheOthers() throws Exception {
    tell("a", "open");
    tell("a", "enter");
    tell("a", "drain");
    awaitSaid("a LD0002");
    tell("b", "open");
    awaitSaid("b LD0002");
    assertThat(tell("a", "resume")).last().asString().endsWith("resume true");
    tell("a", "end");
    awaitSaid("b LD0035");
    program.sigterm();
    assertThat(ids(all())).containsSubsequence("b LD0035", "b LD0002", "b LD0005", "HOOK");
  }

  /** The control: what a signal has begun is final, for those that come during it, too. */
  @Test
  void whoComesDuringASignalsDrainCannotTakeItBack() throws Exception {
    tell("a", "open");
    tell("a", "enter");
    program.sigterm();
    awaitSaid("a LD0002");
    tell("b", "open");
    awaitSaid("b LD0002");
    assertThat(tell("b", "resume")).last().asString().endsWith("resume false");
    tell("a", "end");
    assertThat(ids(all())).contains("b LD0005").endsWith("HOOK");
  }

  /** A drain of an operator is none of a signal, though one application of it is undeployed. */
  @Test
  void whoComesDuringAnUndeployInAnOperatorsDrainKnowsOfNoSignal() throws Exception {
    tell("a", "open");
    tell("a", "enter");
    tell("a", "drain");
    awaitSaid("a LD0004");
    tell("a", "leave");
    tell("b", "open");
    tell("a", "end");
    awaitSaid("a left");
    tell("b", "enter");
    program.sigterm();
    tell("b", "end");
    assertThat(ids(all())).contains("b LD0005").doesNotContain("b LD0007").endsWith("HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  @Test
  void whoLeavesDuringTheDrainHoldsNobodyUp() throws Exception {
    tell("a", "open");
    tell("b", "open");
    tell("b", "enter");
    program.sigterm();
    program.awaitLine("b LD0004");
    tell("a", "close");
    tell("b", "end");
    assertThat(ids(all())).contains("b LD0005").endsWith("HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  /** Such as one whose class loader is closed: nothing that a signal needs can be loaded. */
  @Test
  void aSignalStopsTheServerThoughTheClassesAreGone() throws Exception {
    tell("a", "open");
    tell("a", "unload");
    program.sigterm();
    assertThat(program.endsWithin(Duration.ofSeconds(10))).isTrue();
    assertThat(program.rest()).endsWith("HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  /** A server unloads the classes of an undeployed application, whatever thread is in them. */
  @Test
  void aSignalThatComesDuringAnUndeployWaitsForTheOthers() throws Exception {
    tell("a", "open");
    tell("b", "open");
    tell("b", "enter");
    tell("a", "finish");
    program.type("a close");
    program.sigterm();
    program.type("a unload");
    seen.addAll(program.awaitLine("a unload done"));
    awaitSaid("b LD0004");
    tell("b", "end");
    assertThat(ids(all()))
        .doesNotContain("a LD0010")
        .containsSubsequence("b end", "b LD0005", "HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  @Test
  void aLaterSignalCutsAllShortAndOnlyThenIsAnythingInterrupted() throws Exception {
    for (String name : List.of("a", "b")) {
      tell(name, "open");
      tell(name, "stuck");
    }
    program.sigterm();
    program.sigterm(); // At once: the same request.
    seen.addAll(program.awaitLine("LD0004"));
    seen.addAll(program.awaitLine("LD0004"));
    assertThat(seen).noneMatch(line -> line.contains("LD0007"));
    tell("clock", "later");
    program.sigterm();
    assertThat(ids(all()))
        .containsSubsequence("a LD0007", "a INTERRUPTED", "HOOK")
        .containsSubsequence("b LD0007", "b INTERRUPTED", "HOOK");
  }

  /** The JVM goes on for the other, and a request of a deployment without the jar would run on. */
  @Test
  void whatRunsWhenTheFirstDrainIsOverIsInterruptedAfterTheLast() throws Exception {
    tell("a", "open-briefly");
    tell("b", "open");
    tell("a", "stuck");
    tell("b", "enter");
    program.sigterm();
    awaitSaid("a LD0006");
    tell("b", "end");
    assertThat(ids(all()))
        .containsSubsequence("a LD0006", "b end", "b LD0005", "a INTERRUPTED", "HOOK");
    assertThat(program.exitCode()).isEqualTo(143);
  }

  /** One program for each question, all at the same time. */
  @Test
  void aPeerThatNeverAnswersHoldsNoSignal() throws Exception {
    List<String> questions =
        List.of("DrainTimeMillis", "drain", "AgeNanos", "UndeliveredBytes", "interruptAbandoned");
    List<Forked> programs = new ArrayList<>();
    try {
      for (String question : questions) {
        Forked one = Forked.start(List.of(), PeersProgram.class);
        programs.add(one);
        one.awaitLine("READY");
        for (String line : List.of("a open-briefly", question + " mute")) {
          one.type(line);
          one.awaitLine(line);
        }
      }
      programs.forEach(Forked::sigterm);
      for (int i = 0; i < questions.size(); i++) {
        // The deadline is after 5 s, and one second later nobody is waited for.
        assertThat(programs.get(i).endsWithin(Duration.ofSeconds(12)))
            .as(questions.get(i))
            .isTrue();
        assertThat(ids(programs.get(i).rest()))
            .contains("ASKED " + questions.get(i))
            .endsWith("HOOK");
      }
    } finally {
      programs.forEach(Forked::close);
    }
  }
}
