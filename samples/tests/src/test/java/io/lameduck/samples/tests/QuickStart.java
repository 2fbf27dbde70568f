package io.lameduck.samples.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FreshDirectory;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One server, started in a folder by the commands that the quick start has for it. */
final class QuickStart implements AutoCloseable {

  private static final Path PAGE = Path.of("../../docs/src/main/asciidoc/quickstart.adoc");
  private static final Path SHOP = ShopTest.property("samples.wars").resolve("with");
  private static final String JDK = System.getProperty("java.home");

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final long BETWEEN_PROBES_MILLIS = 100;

  private final String server;
  private final String program;
  private final Path folder;
  private @Nullable Process process;

  /**
   * @param server as the table of the page calls it
   * @param program as {@code jps -l} calls it, by the page
   */
  QuickStart(String server, String program) throws IOException {
    this.server = server;
    this.program = program;
    this.folder =
        ShopTest.property("samples.instances")
            .resolve("quickstart-" + program.replaceFirst("\\W.*", ""));
    assertThat(Files.readString(PAGE)).containsPattern("`" + program + "` (?:is )?" + server);
    FreshDirectory.create(folder);
  }

  Path folder() {
    return folder;
  }

  /** The files of the server, linked, but for those of the folder that it writes into. */
  void install(Path home, String written) throws IOException, InterruptedException {
    Path from = home.resolve(written);
    String copy =
        "cp -al %1$s/. . && rm -rf %2$s && { [ ! -e %3$s ] || cp -r %3$s %2$s; }"
            .formatted(home, written, from);
    assertThat(shell(copy).waitFor()).as(copy).isZero();
  }

  /** The commands of the page, with the folder of the shop for what it leaves to the reader. */
  void run(Map<String, String> environment) throws IOException {
    Matcher row =
        Pattern.compile(
                "(?m)^\\| " + server + "\na\\|\n\\[source,shell]\n----\n((?:(?!----$).*\n)+)----$")
            .matcher(Files.readString(PAGE));
    assertThat(row.find()).as(server).isTrue();
    process = shell(row.group(1).replace("<path>", SHOP.toString()), environment);
  }

  Process shell(String commands) throws IOException {
    return shell(commands, Map.of());
  }

  private Process shell(String commands, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    builder.environment().put("JAVA_HOME", JDK);
    builder.environment().merge("PATH", JDK + "/bin", (path, bin) -> bin + ":" + path);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Until the shop answers, and the readiness has the check that the page shows. */
  void awaitReady(int http, int health) throws Exception {
    long start = System.nanoTime();
    String answer = "";
    while (!answer.contains("\"lameduck\"") || get(http, "/shop/products").isEmpty()) {
      assertThat(System.nanoTime() - start).as(console()).isLessThan(START.toNanos());
      // Another process can only be asked again and again.
      if (started().waitFor(BETWEEN_PROBES_MILLIS, TimeUnit.MILLISECONDS)) {
        assertThat(started().exitValue()).as(console()).isZero();
      }
      answer = get(health, "/health/ready");
    }
    assertThat(answer).contains("\"SERVING\"", "\"/shop\"");
  }

  /** The body, empty if there is none that is whole with 200. */
  private static String get(int port, String path) {
    try (RawConnection connection = RawConnection.open(port, Duration.ofSeconds(5))) {
      RawResponse response = connection.get(path, "Connection: close");
      return response.status() == 200 ? new String(response.body(), UTF_8) : "";
    } catch (ExchangeFailed e) {
      return "";
    }
  }

  /** The command of the page, for the JVM that {@code jps -l} lists; blocks until it is gone. */
  void terminate() throws Exception {
    long pid = jvm();
    assertThat(Files.readString(PAGE)).contains("\nkill -TERM <pid of the JVM>\n");
    assertThat(shell("kill -TERM " + pid).waitFor()).isZero();
    ProcessHandle.of(pid).ifPresent(QuickStart::awaitEnd);
  }

  private static void awaitEnd(ProcessHandle jvm) {
    try {
      jvm.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      jvm.destroyForcibly();
      throw new AssertionError(e);
    }
  }

  private long jvm() throws IOException {
    Process jps = new ProcessBuilder(JDK + "/bin/jps", "-l").start();
    List<String> ours =
        new String(jps.getInputStream().readAllBytes(), UTF_8)
            .lines()
            .filter(line -> line.endsWith(program) && isOurs(pid(line)))
            .toList();
    assertThat(ours).hasSize(1);
    return Long.parseLong(pid(ours.get(0)));
  }

  private static String pid(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  private boolean isOurs(String pid) {
    try {
      return Path.of("/proc", pid, "cwd").toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false; // It has ended.
    }
  }

  /** The exit code of what {@link #run} has started. */
  int awaitExit() throws InterruptedException, IOException {
    assertThat(started().waitFor(START.toSeconds(), TimeUnit.SECONDS)).as(console()).isTrue();
    return started().exitValue();
  }

  private Process started() {
    return Objects.requireNonNull(process, "not run");
  }

  /** Kills what is left. */
  @Override
  public void close() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    ProcessHandle.allProcesses()
        .filter(other -> isOurs(Long.toString(other.pid())))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private Path output() {
    return folder.resolve("output.txt");
  }

  String console() throws IOException {
    return Files.readString(output());
  }

  /** What the page shows of the start. */
  static String firstLine() throws IOException {
    return line("LD0001: ");
  }

  /** The story that the page tells, for a stop without a request. */
  void assertLog(String log) throws IOException {
    String begin = firstLine().replaceFirst(" or WildFly.*", "");
    assertThat(log)
        .contains(begin)
        .contains(line("LD0002: ").replace("requests: 1", "requests: 0"))
        .contains("LD0004: Draining: waiting for in-flight requests: 0")
        .contains("LD0005: Drained (signal): lame duck 5.");
  }

  private static String line(String id) throws IOException {
    return Files.readString(PAGE)
        .lines()
        .filter(line -> line.startsWith(id))
        .findFirst()
        .orElseThrow();
  }
}
