package io.lameduck.tck.balancers;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.load.Balancer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A balancer that runs with a file of {@code samples/balancers}, but for the ports in it. */
final class ConfiguredBalancer implements Balancer {

  private static final Duration START_BOUND = Duration.ofSeconds(10);

  private final Process process;
  private final int port;

  private ConfiguredBalancer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it in that folder and waits until it listens. */
  static ConfiguredBalancer start(
      BalancerKind kind, Path samples, Path folder, List<Integer> ports, List<Integer> healthPorts)
      throws IOException {
    int port = FreePorts.next();
    String text = kind.adapted(Files.readString(samples.resolve(kind.file())));
    Map<String, Integer> real =
        Map.of(
            ":8000", port,
            ":8081", ports.get(0),
            ":8082", ports.get(1),
            "port 9991", healthPorts.get(0),
            "port 9992", healthPorts.get(1));
    for (Map.Entry<String, Integer> entry : real.entrySet()) {
      String shown = entry.getKey();
      text = text.replace(shown, shown.replaceAll("\\d+$", entry.getValue().toString()));
    }
    Files.writeString(folder.resolve(kind.file()), text);
    Process process =
        new ProcessBuilder(kind.command(folder))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("balancer.log").toFile())
            .start();
    ConfiguredBalancer balancer = new ConfiguredBalancer(process, port);
    balancer.awaitListening(folder.resolve("balancer.log"));
    return balancer;
  }

  @Override
  public int port() {
    return port;
  }

  /** Nobody tells it. */
  @Override
  public void takeOut(int instance) {}

  @Override
  public void putIn(int instance) {}

  @Override
  public void close() {
    process.destroy(); // Its workers end with it.
    process.onExit().join();
  }

  private void awaitListening(Path log) throws IOException {
    long deadline = System.nanoTime() + START_BOUND.toNanos();
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("the balancer has not started: " + Files.readString(log));
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
