package io.lameduck.samples.kubernetes;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.fabric8.kubernetes.api.model.Lifecycle;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The container of a rendered pod, in process and network namespaces of its own, on the files of
 * this machine and as its user. It has the environment and the arguments of the container, and an
 * entry script that finds stand-ins for the server's own programs.
 */
final class LocalPod implements AutoCloseable {

  private static final List<String> NAMESPACES =
      List.of("unshare", "--pid", "--fork", "--mount-proc", "--net", "--kill-child");

  /**
   * The loopback interface of a new network namespace is down; exec keeps the process id 1. What
   * {@code unshare} itself says of a container that was killed is no line of the container's.
   */
  private static final List<String> LOOPBACK =
      List.of("sh", "-c", "ip link set lo up && exec \"$@\" 2>&1", "sh");

  private static final Duration BOUND = Duration.ofSeconds(15);

  private final Rendered rendered;
  private final Map<String, String> environment;
  private final Process process;
  private final BufferedReader output;

  private LocalPod(Rendered rendered, Map<String, String> environment, Process process) {
    this.rendered = rendered;
    this.environment = environment;
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    // Who waits for a line that never comes then reads the end.
    CompletableFuture.delayedExecutor(BOUND.toSeconds(), SECONDS).execute(process::destroyForcibly);
  }

  /**
   * How a pod ended.
   *
   * @param hook the exit code of the preStop hook, empty if there is none
   * @param killed whether it was still there when the grace period was over
   * @param exitCode of process 1, where it was not killed
   * @param took from the beginning of the hook
   * @param lines what it has said meanwhile
   */
  record End(
      Optional<Integer> hook, boolean killed, int exitCode, Duration took, List<String> lines) {}

  /** Whether this machine allows such namespaces, and has what the pods need in them. */
  static boolean isPossible() throws InterruptedException {
    List<String> command = new ArrayList<>(NAMESPACES);
    command.addAll(LOOPBACK);
    command.addAll(List.of("curl", "--version"));
    try {
      return new ProcessBuilder(command)
              .redirectOutput(DISCARD)
              .redirectError(DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // No such program.
    }
  }

  /**
   * Starts it and blocks until the server is ready.
   *
   * @param entry the script that the image begins with
   * @param more what is added to the environment
   */
  static LocalPod start(Rendered rendered, Path entry, Map<String, String> more)
      throws IOException {
    Map<String, String> environment = new HashMap<>(rendered.environment());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    environment.put("CLASSPATH", System.getProperty("java.class.path"));
    environment.putAll(more);

    List<String> command = new ArrayList<>(NAMESPACES);
    command.addAll(LOOPBACK);
    command.add(entry.toAbsolutePath().toString());
    command.addAll(rendered.container().getArgs());
    LocalPod pod = new LocalPod(rendered, environment, run(command, environment));
    pod.awaitLine("READY");
    return pod;
  }

  private static Process run(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void awaitLine(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    while ((line = output.readLine()) != null) {
      lines.add(line);
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("ended without '" + text + "': " + lines);
  }

  /**
   * Ends it as the kubelet does: the preStop hook and SIGTERM share the grace period, and SIGKILL
   * comes when it is over (Kubernetes documentation, Pod Lifecycle, Termination of Pods).
   */
  End stop() throws IOException, InterruptedException {
    long start = System.nanoTime();
    ProcessHandle first = process.children().findFirst().orElseThrow();
    Optional<Integer> hook = Optional.empty();
    Lifecycle lifecycle = rendered.container().getLifecycle();
    if (lifecycle != null && lifecycle.getPreStop() != null) {
      hook = Optional.of(exec(first, lifecycle.getPreStop().getExec().getCommand(), start));
    }
    first.destroy();
    boolean killed = !process.waitFor(timeLeft(start), NANOSECONDS);
    if (killed) {
      first.destroyForcibly();
    }
    int exitCode = process.waitFor();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new End(hook, killed, exitCode, took, output.lines().toList());
  }

  private int exec(ProcessHandle first, List<String> words, long start)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("nsenter", "--target=" + first.pid(), "--pid", "--net", "--mount", "--"));
    command.addAll(words);
    Process hook = run(command, environment);
    if (!hook.waitFor(timeLeft(start), NANOSECONDS)) {
      hook.destroyForcibly();
    }
    return hook.waitFor();
  }

  private long timeLeft(long start) {
    return rendered.gracePeriod().toNanos() - (System.nanoTime() - start);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
