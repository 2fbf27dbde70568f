package io.lameduck.tck.load;

import io.lameduck.tck.harness.DebianProgram;
import io.lameduck.tck.harness.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A real HAProxy process with {@code retries 0} and no redispatch, so that it hides nothing;
 * instances are taken out and put in through its runtime API, or by its own health checks.
 */
public final class HaProxy implements Balancer {

  /** What this machine has to have. */
  public static final DebianProgram PROGRAM = new DebianProgram("haproxy", "haproxy");

  /** What HAProxy balances. */
  public enum Mode {
    /** Connections. */
    TCP,
    /** Requests; it keeps connections of its own to the instances. */
    HTTP,
    /** As {@link #HTTP}, and speaks cleartext HTTP/2 to the instances, with prior knowledge. */
    HTTP2;

    /** For reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Process process;
  private final int port;
  private final int runtimePort;

  private HaProxy(Process process, int port, int runtimePort) {
    this.process = process;
    this.port = port;
    this.runtimePort = runtimePort;
  }

  /**
   * Starts one on a free port of the loopback interface and waits until it listens.
   *
   * @param directory for its configuration and its log
   * @param ports of the instances, on the loopback interface; all are in
   * @throws IllegalStateException if there is no {@link #PROGRAM}, or it does not start
   */
  public static HaProxy start(Path directory, Mode mode, List<Integer> ports)
      throws IOException, InterruptedException {
    return start(directory, mode, ports, List.of());
  }

  /**
   * As {@link #start(Path, Mode, List)}, but it asks each instance for its readiness every second,
   * and takes out those that have failed twice.
   *
   * @param healthPorts where each instance answers {@code /health/ready}
   */
  public static HaProxy startWithChecks(
      Path directory, Mode mode, List<Integer> ports, List<Integer> healthPorts)
      throws IOException, InterruptedException {
    return start(directory, mode, ports, healthPorts);
  }

  private static HaProxy start(
      Path directory, Mode mode, List<Integer> ports, List<Integer> healthPorts)
      throws IOException, InterruptedException {
    Path program = programOrAdvice();
    int port = FreePorts.next();
    int runtimePort = FreePorts.next();
    Path config = directory.resolve("haproxy.cfg");
    Files.createDirectories(directory);
    Files.writeString(config, HaProxyConfig.text(mode, port, runtimePort, ports, healthPorts));
    Path log = directory.resolve("haproxy.log");
    Process process =
        new ProcessBuilder(program.toString(), "-db", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    HaProxy haProxy = new HaProxy(process, port, runtimePort);
    BalancerStart.await(haProxy, process, log, haProxy::answers);
    return haProxy;
  }

  /** What the program says of itself, for reports. */
  public static String version() throws IOException {
    Process process = new ProcessBuilder(programOrAdvice().toString(), "-v").start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    return text.replaceFirst("(?s)^HAProxy version (\\S+).*", "HAProxy $1").strip();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void takeOut(int instance) {
    state(instance, "maint");
  }

  @Override
  public void putIn(int instance) {
    state(instance, "ready");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static Path programOrAdvice() {
    return PROGRAM.find().orElseThrow(() -> new IllegalStateException(PROGRAM.advice()));
  }

  private void state(int instance, String state) {
    String command = "set server " + HaProxyConfig.BACKEND + "/" + HaProxyConfig.server(instance);
    try {
      String answer = command(command + " state " + state);
      if (!answer.isBlank()) {
        throw new IllegalStateException(command + ": " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String command(String line) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), runtimePort)) {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private boolean answers() {
    try {
      return command("show info").contains("HAProxy");
    } catch (IOException e) {
      return false;
    }
  }
}
