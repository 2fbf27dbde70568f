package io.lameduck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a JVM of its own, whose signals are real. Its output is read line by line. */
public final class Forked implements AutoCloseable {

  /** SIGINT is 2, and the first bit is that of 1 (proc(5)). */
  private static final long INTERRUPT = 1L << (2 - 1);

  private final Process process;
  private final BufferedReader output;

  private Forked(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the class on this test's own class path. */
  public static Forked start(List<String> jvmOptions, Class<?> main, String... arguments) {
    return start(System.getProperty("java.class.path"), jvmOptions, Map.of(), main, arguments);
  }

  /** As {@link #start(List, Class, String...)}, without the jars whose names begin like these. */
  public static Forked startWithout(List<String> jars, Class<?> main, String... arguments) {
    return startWithout(jars, Map.of(), main, arguments);
  }

  /** As {@link #startWithout(List, Class, String...)}, with these environment variables too. */
  public static Forked startWithout(
      List<String> jars, Map<String, String> variables, Class<?> main, String... arguments) {
    String full = System.getProperty("java.class.path");
    String classPath =
        Arrays.stream(full.split(File.pathSeparator))
            .filter(
                entry ->
                    jars.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(jars.isEmpty() || classPath.length() < full.length()).isTrue();
    return start(classPath, List.of(), variables, main, arguments);
  }

  private static Forked start(
      String classPath,
      List<String> jvmOptions,
      Map<String, String> variables,
      Class<?> main,
      String... arguments) {
    List<String> command = command(classPath, jvmOptions, main, arguments);
    if (ignoresInterrupts()) {
      command.addAll(0, List.of("env", "--default-signal=INT"));
    }
    return run(command, variables);
  }

  /** As a build does that a shell has started in the background, and whatever it starts in turn. */
  private static boolean ignoresInterrupts() {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> line.substring("SigIgn:".length()).trim())
          .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & INTERRUPT) != 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What starts the class on this test's own class path. */
  public static List<String> command(Class<?> main, String... arguments) {
    return command(System.getProperty("java.class.path"), List.of(), main, arguments);
  }

  private static List<String> command(
      String classPath, List<String> jvmOptions, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Starts any program. */
  public static Forked run(List<String> command) {
    return run(command, Map.of());
  }

  private static Forked run(List<String> command, Map<String, String> variables) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(variables);
      Process process = builder.start();
      // Who waits for a line that never comes then reads the end.
      CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(process::destroyForcibly);
      return new Forked(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Blocks until this text appears in a line; the lines up to it, with it. */
  public List<String> awaitLine(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    while ((line = output.readLine()) != null) {
      lines.add(line);
      if (line.contains(text)) {
        return lines;
      }
    }
    throw new AssertionError("ended without '" + text + "': " + lines);
  }

  /** Writes a line to its standard input. */
  public void type(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** The process that was started; what it has started in turn is below it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a real SIGTERM. */
  public void sigterm() {
    process.toHandle().destroy(); // Process.destroy would close our end of the output too.
  }

  /** Sends any signal by its name without SIG. */
  public void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Blocks until the program has closed its output; the lines not yet read. */
  public List<String> rest() {
    return output.lines().toList();
  }

  /** Blocks until the program has ended, or the bound has passed. */
  public boolean endsWithin(Duration bound) throws InterruptedException {
    return process.waitFor(Math.max(1, bound.toMillis()), TimeUnit.MILLISECONDS);
  }

  public int exitCode() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
