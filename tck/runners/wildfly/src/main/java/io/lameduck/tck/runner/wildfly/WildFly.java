package io.lameduck.tck.runner.wildfly;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.GracefulOption;
import io.lameduck.tck.harness.JavaServerProcess;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.wildfly.core.launcher.CliCommandBuilder;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * WildFly with its MicroProfile configuration; health answers on the management port.
 *
 * <p>The system property {@value #HOME} names the unpacked distribution, which is only read: each
 * instance has a base directory of its own, so that several run side by side.
 */
public final class WildFly implements ServerUnderTest {

  /** The system property that names the unpacked distribution. */
  public static final String HOME = "lameduck.tck.wildfly.home";

  private static final String CONFIGURATION = "standalone-microprofile.xml";

  /** The plain one; it has MicroProfile Config, and no more of MicroProfile that matters here. */
  private static final String WITHOUT_HEALTH = "standalone.xml";

  /** Enterprise beans, Jakarta Batch, a message broker; no MicroProfile Health. */
  static final String WITH_BACKGROUND_WORK = "standalone-full.xml";

  private final Path home;
  private final String configuration;
  private final boolean proxyProtocol;

  /**
   * Takes the distribution from the system property.
   *
   * @throws IllegalStateException if it is not set
   */
  public WildFly() {
    this(CONFIGURATION, false);
  }

  private WildFly(String configuration, boolean proxyProtocol) {
    this.configuration = configuration;
    this.proxyProtocol = proxyProtocol;
    String path = System.getProperty(HOME);
    if (path == null) {
      throw new IllegalStateException("Set -D" + HOME + " to an unpacked WildFly");
    }
    home = Path.of(path);
  }

  @Override
  public String name() {
    return home.getFileName().toString().replace("wildfly-", "WildFly ");
  }

  @Override
  public ServerProcess start(ServerSetup setup) throws IOException {
    BaseDirectory base = new BaseDirectory(setup.directory());
    base.prepare(home, configuration, proxyProtocol);
    for (Path archive : setup.archives()) {
      base.deploy(archive);
    }
    List<String> command =
        StandaloneCommandBuilder.of(home)
            .setJavaHome(setup.javaHome())
            .setBaseDirectory(setup.directory())
            .setServerConfiguration(configuration)
            .addJavaOptions(setup.jvmOptions())
            .addJavaOptions(
                "-Djboss.http.port=" + setup.httpPort(),
                "-Djboss.management.http.port=" + setup.managementPort(),
                "-Djboss.https.port=" + tlsPort(setup),
                "-Djboss.management.https.port=" + FreePorts.next(),
                "-Djboss.node.name=tck-" + setup.httpPort())
            .build();
    return JavaServerProcess.start(new ProcessBuilder(command), setup, setup.managementPort());
  }

  /** It listens there in any case, with a certificate that it makes for itself. */
  private static int tlsPort(ServerSetup setup) {
    return setup.tlsPort() == 0 ? FreePorts.next() : setup.tlsPort();
  }

  @Override
  public void deploy(ServerSetup setup, Path archive) throws IOException {
    new BaseDirectory(setup.directory()).deploy(archive);
  }

  @Override
  public void undeploy(ServerSetup setup, Path archive) throws IOException {
    Files.delete(new BaseDirectory(setup.directory()).deployed(archive));
  }

  @Override
  public Process stop(ServerSetup setup) throws IOException {
    List<String> command =
        CliCommandBuilder.of(home)
            .setJavaHome(setup.javaHome())
            .addJavaOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            .setConnection("127.0.0.1", setup.managementPort())
            .setCommand("shutdown")
            .build();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(setup.directory().resolve("stop.log").toFile())
        .start();
  }

  /** The configuration of MicroProfile has no enterprise beans. */
  @Override
  public boolean hasTimers() {
    return false;
  }

  @Override
  public Optional<ServerUnderTest> withoutHealth() {
    return Optional.of(new WildFly(WITHOUT_HEALTH, false));
  }

  @Override
  public Optional<ServerUnderTest> behindProxyProtocol() {
    return Optional.of(new WildFly(configuration, true));
  }

  @Override
  public ServerUnderTest withBackgroundWork() {
    return new WildFly(WITH_BACKGROUND_WORK, false);
  }

  /** From the first moment of such a suspension every new request gets 503. */
  @Override
  public Optional<GracefulOption> gracefulOption(Duration sleep, Duration bound) {
    String option = "-Dorg.wildfly.sigterm.suspend.timeout=" + bound.toSeconds();
    return Optional.of(new GracefulOption(option, List.of(option)));
  }
}
