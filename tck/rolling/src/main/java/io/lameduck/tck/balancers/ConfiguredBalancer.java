package io.lameduck.tck.balancers;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.load.Balancer;
import io.lameduck.tck.load.BalancerStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A balancer that runs with a file of {@code samples/balancers}, but for the ports in it. */
final class ConfiguredBalancer implements Balancer {

  private final Process process;
  private final int port;

  private ConfiguredBalancer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it in that folder and waits until it listens. */
  static ConfiguredBalancer start(
      BalancerKind kind, Path samples, Path folder, List<Integer> ports, List<Integer> healthPorts)
      throws IOException, InterruptedException {
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
    BalancerStart.await(balancer, process, folder.resolve("balancer.log"), balancer::listens);
    return balancer;
  }

  @Override
  public int port() {
    return port;
  }

  /** Does nothing: it finds out by itself. */
  @Override
  public void takeOut(int instance) {}

  @Override
  public void putIn(int instance) {}

  @Override
  public void close() {
    process.destroy(); // Its workers end with it.
    process.onExit().join();
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
