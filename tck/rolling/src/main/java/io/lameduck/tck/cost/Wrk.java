package io.lameduck.tck.cost;

import io.lameduck.tck.cost.data.Round;
import io.lameduck.tck.harness.DebianProgram;
import io.lameduck.tck.harness.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The load: wrk, which keeps a few connections busy from one thread, and uses less of the machine
 * than any server does. Each connection sends its next request when the last one is answered.
 */
final class Wrk {

  /** What this machine has to have. */
  static final DebianProgram PROGRAM = new DebianProgram("wrk", "wrk");

  /** Requests that take longer are errors. */
  private static final Duration REQUEST_BOUND = Duration.ofSeconds(10);

  /** How much longer than it was told it may take until it ends. */
  private static final Duration END_BOUND = Duration.ofSeconds(30);

  private final Path program;
  private final Path script;
  private final Path output;
  private final int connections;

  private Wrk(Path program, Path folder, int connections) {
    this.program = program;
    this.connections = connections;
    script = folder.resolve("wrk.lua");
    output = folder.resolve("wrk.txt");
  }

  /**
   * Made ready.
   *
   * @param folder for its files
   * @throws IllegalStateException if there is no {@link #PROGRAM}
   */
  static Wrk in(Path folder, int connections) throws IOException {
    Path program = PROGRAM.find().orElseThrow(() -> new IllegalStateException(PROGRAM.advice()));
    Wrk wrk = new Wrk(program, folder, connections);
    Files.createDirectories(folder);
    try (InputStream in = Wrk.class.getResourceAsStream("wrk.lua")) {
      Files.write(wrk.script, Objects.requireNonNull(in).readAllBytes());
    }
    return wrk;
  }

  /** What the program says of itself, and how it is used; for reports. */
  String description() throws IOException {
    Process process =
        new ProcessBuilder(program.toString(), "-v").redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    return "%s, 1 thread, %d connections"
        .formatted(text.lines().findFirst().orElse("").replaceFirst(" \\[.*", ""), connections);
  }

  /**
   * Loads one path of a server on this machine, and blocks until it is done.
   *
   * @param server that listens there
   * @throws IllegalStateException if anything but a good answer came back, or no answer
   */
  Round run(ServerProcess server, String path, Duration time)
      throws IOException, InterruptedException {
    ProcessorTime processor = ProcessorTime.of(server.pid());
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + time.toSeconds() + "s",
                "--timeout=" + REQUEST_BOUND.toSeconds() + "s",
                "--script=" + script,
                "http://127.0.0.1:" + server.httpPort() + path)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(time.plus(END_BOUND).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("wrk has not ended: " + Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
    return WrkReport.parse(Files.readString(output), processor::used);
  }
}
