package io.lameduck.tck.runner.openliberty;

import io.lameduck.tck.harness.GracefulOption;
import io.lameduck.tck.harness.JavaServerProcess;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Open Liberty with the features that the application needs; health answers on its only port.
 *
 * <p>The system property {@value #HOME} names the unpacked distribution, which is only read: each
 * instance has a user directory of its own, so that several run side by side. The system property
 * {@value #PLATFORM} names the level of Jakarta EE and of MicroProfile, as Liberty names them.
 */
public final class OpenLiberty implements ServerUnderTest {

  /** The system property that names the unpacked distribution, the folder {@code wlp}. */
  public static final String HOME = "lameduck.tck.openliberty.home";

  /**
   * The system property that names the platform: what the environment variable {@code
   * PREFERRED_PLATFORM_VERSIONS} takes.
   */
  public static final String PLATFORM = "lameduck.tck.openliberty.platform";

  private static final String SERVER_NAME = "tck";

  private final Distribution distribution;
  private final String platform;
  private final String without;
  private final List<String> more;

  /**
   * Takes the distribution and the platform from the system properties.
   *
   * @throws IllegalStateException if one of them is not set
   */
  public OpenLiberty() {
    this("", List.of());
  }

  private OpenLiberty(String without, List<String> more) {
    this.without = without;
    this.more = more;
    distribution = new Distribution(Path.of(required(HOME, "an unpacked Open Liberty")));
    platform = required(PLATFORM, "platform versions, as jakartaee-10.0,microProfile-6.1");
  }

  @Override
  public String name() {
    return "Open Liberty " + distribution.version() + " with " + platform.replace(",", " and ");
  }

  @Override
  public ServerProcess start(ServerSetup setup) throws IOException {
    ServerDirectory directory = directory(setup);
    directory.prepare(without, more);
    if (setup.tlsPort() != 0) {
      directory.listenForTls(setup.tlsPort());
    }
    for (Path archive : setup.archives()) {
      directory.shareDrivers(archive);
      directory.deploy(archive);
    }
    List<String> command = distribution.run(setup.javaHome(), setup.jvmOptions(), SERVER_NAME);
    return JavaServerProcess.start(process(setup, command), setup, setup.httpPort());
  }

  @Override
  public void deploy(ServerSetup setup, Path archive) throws IOException {
    directory(setup).deploy(archive);
  }

  @Override
  public void undeploy(ServerSetup setup, Path archive) throws IOException {
    directory(setup).undeploy(archive);
  }

  @Override
  public Process stop(ServerSetup setup) throws IOException {
    return process(setup, distribution.stop(setup.javaHome(), SERVER_NAME))
        .redirectErrorStream(true)
        .redirectOutput(setup.directory().resolve("stop.log").toFile())
        .start();
  }

  @Override
  public Optional<ServerUnderTest> withoutHealth() {
    return Optional.of(new OpenLiberty("mpHealth", List.of()));
  }

  /** The features more cost each start some time. */
  @Override
  public ServerUnderTest withBackgroundWork() {
    return new OpenLiberty("", List.of("batch", "jdbc", "mpFaultTolerance"));
  }

  /** Its broker is not set up here. */
  @Override
  public boolean hasMessages() {
    return false;
  }

  /** It cannot be switched off, and its time cannot be changed. */
  @Override
  public Optional<GracefulOption> gracefulOption(Duration sleep, Duration bound) {
    return Optional.of(new GracefulOption("its quiesce of up to 30 s, always on", List.of()));
  }

  private static ServerDirectory directory(ServerSetup setup) {
    return new ServerDirectory(setup.directory(), SERVER_NAME);
  }

  /** Without a working directory of its own a dump would land in that of the build. */
  private ProcessBuilder process(ServerSetup setup, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(setup.directory().toFile());
    Map<String, String> environment = builder.environment();
    environment.put("WLP_USER_DIR", setup.directory().toString());
    environment.put("WLP_OUTPUT_DIR", setup.directory().resolve("servers").toString());
    environment.put("PREFERRED_PLATFORM_VERSIONS", platform);
    environment.put("TCK_PORT_HTTP", Integer.toString(setup.httpPort()));
    return builder;
  }

  private static String required(String property, String what) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("Set -D" + property + " to " + what);
    }
    return value;
  }
}
