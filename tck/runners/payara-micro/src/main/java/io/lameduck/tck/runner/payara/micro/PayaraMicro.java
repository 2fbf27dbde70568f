package io.lameduck.tck.runner.payara.micro;

import io.lameduck.tck.harness.FreshDirectory;
import io.lameduck.tck.harness.GracefulOption;
import io.lameduck.tck.harness.JavaServerProcess;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Payara Micro: one jar, one process, health on the port of the application.
 *
 * <p>The system property {@value #JAR} names the jar. It has no command-line tool that could stop
 * it.
 */
public final class PayaraMicro implements ServerUnderTest {

  /** The system property that names the server's jar. */
  public static final String JAR = "lameduck.tck.payara-micro.jar";

  private final Path jar;
  private final Map<Path, RunningMicro> running = new ConcurrentHashMap<>();

  /**
   * Takes the jar from the system property.
   *
   * @throws IllegalStateException if it is not set
   */
  public PayaraMicro() {
    String path = System.getProperty(JAR);
    if (path == null) {
      throw new IllegalStateException("Set -D" + JAR + " to the jar of Payara Micro");
    }
    jar = Path.of(path);
  }

  @Override
  public String name() {
    String file = jar.getFileName().toString();
    return file.replaceFirst("\\.jar$", "").replaceFirst("^payara-micro-", "Payara Micro ");
  }

  @Override
  public ServerProcess start(ServerSetup setup) throws IOException {
    Path root = setup.directory().resolve("root");
    // With a used one, Micro deploys the application that it finds there, reports it ready, and
    // then
    // deploys the same application again: 404 for seconds.
    FreshDirectory.create(root);
    List<String> command = new ArrayList<>();
    command.add(setup.javaHome().resolve("bin/java").toString());
    command.addAll(setup.jvmOptions());
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    command.addAll(List.of("--rootDir", root.toString()));
    command.addAll(List.of("--preBootCommandFile", bootCommands(setup).toString()));
    command.addAll(List.of("--port", String.valueOf(setup.httpPort())));
    if (setup.tlsPort() != 0) {
      command.addAll(List.of("--sslPort", String.valueOf(setup.tlsPort())));
    }
    // No word about us to anybody: the only traffic is the load's.
    command.addAll(List.of("--noCluster", "--noHazelcast", "--disablePhoneHome"));
    for (Path archive : setup.archives()) {
      command.addAll(List.of("--deploy", archive.toString()));
    }
    ServerProcess process =
        JavaServerProcess.start(
            new ProcessBuilder(command).directory(setup.directory().toFile()),
            setup,
            setup.httpPort());
    running.put(setup.directory(), new RunningMicro(process.pid()));
    return process;
  }

  @Override
  public void deploy(ServerSetup setup, Path archive) throws IOException {
    running(setup).deploy(archive);
  }

  @Override
  public void undeploy(ServerSetup setup, Path archive) throws IOException {
    running(setup).undeploy(archive);
  }

  /** It keeps them in Hazelcast, which is off here. */
  @Override
  public boolean hasTimers() {
    return false;
  }

  @Override
  public boolean hasMessages() {
    return false;
  }

  /** Only of those of the server's own executors. */
  @Override
  public boolean awaitsOwnExecutors() {
    return false;
  }

  /** It sleeps before it stops, and serves meanwhile. */
  @Override
  public Optional<GracefulOption> gracefulOption(Duration sleep, Duration bound) {
    String option = "-Dfish.payara.shutdowngrace=" + sleep.toMillis();
    return Optional.of(new GracefulOption(option, List.of(option)));
  }

  private RunningMicro running(ServerSetup setup) {
    return Objects.requireNonNull(running.get(setup.directory()), "started by this object");
  }

  /** What there is no switch for; {@code --noHazelcast} still opens a port to the world. */
  private static Path bootCommands(ServerSetup setup) throws IOException {
    String config = "set configs.config.server-config.";
    return Files.writeString(
        setup.directory().resolve("preboot.txt"),
        String.join(
            "\n",
            config
                + "network-config.network-listeners.network-listener.http-listener"
                + ".address=127.0.0.1",
            config
                + "network-config.network-listeners.network-listener.https-listener"
                + ".address=127.0.0.1",
            config + "hazelcast-config-specific-configuration.enabled=false",
            // Those that are not persistent do without.
            config + "ejb-container.ejb-timer-service.ejb-timer-service=None",
            ""));
  }
}
