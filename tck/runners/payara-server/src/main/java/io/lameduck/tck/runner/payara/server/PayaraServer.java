package io.lameduck.tck.runner.payara.server;

import io.lameduck.tck.harness.GracefulOption;
import io.lameduck.tck.harness.JavaServerProcess;
import io.lameduck.tck.harness.Jdk;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Payara Server, or GlassFish, as {@code asadmin start-domain} starts it, without {@code asadmin}
 * between: the JVM itself is the process. Health answers on the port of the application.
 *
 * <p>The system property {@value #HOME} names the unpacked distribution, which is only read: each
 * instance has a domain of its own, so that several run side by side.
 */
public final class PayaraServer implements ServerUnderTest {

  /** The system property that names the unpacked distribution. */
  public static final String HOME = "lameduck.tck.payara-server.home";

  private final Path home;
  private final boolean glassfish;
  private final Map<Integer, AdminListener> listeners = new ConcurrentHashMap<>();

  /**
   * Takes the distribution from the system property.
   *
   * @throws IllegalStateException if it is not set
   */
  public PayaraServer() {
    String path = System.getProperty(HOME);
    if (path == null) {
      throw new IllegalStateException(
          "Set -D" + HOME + " to an unpacked Payara Server or GlassFish");
    }
    home = Path.of(path).toAbsolutePath();
    glassfish = GlassFish.isAt(installation());
  }

  /** The domains of the tests have no JMS broker. */
  @Override
  public boolean hasMessages() {
    return false;
  }

  @Override
  public String name() {
    try {
      Properties version =
          read(installation().resolve("config/branding/glassfish-version.properties"));
      if (glassfish) {
        return version.getProperty("product.name") + " " + version.getProperty("product.version");
      }
      return version.getProperty("product_name", "Payara Server")
          + String.join(
              ".",
              " " + version.getProperty("major_version"),
              version.getProperty("minor_version"),
              version.getProperty("update_version"));
    } catch (IOException e) {
      return "Payara Server";
    }
  }

  @Override
  public ServerProcess start(ServerSetup setup) throws IOException {
    Domain domain = domain(setup);
    domain.create(home);
    List<String> command = new ArrayList<>();
    command.add(java(setup));
    if (glassfish) {
      command.addAll(GlassFish.options(installation()));
    }
    command.addAll(
        JvmOptions.of(domain.directory(), installation(), Jdk.feature(setup.javaHome())));
    command.addAll(setup.jvmOptions());
    command.addAll(
        List.of(
            "-javaagent:" + installation().resolve("lib/monitor/flashlight-agent.jar"),
            "-Dcom.sun.aas.installRoot=" + installation(),
            "-Dcom.sun.aas.instanceRoot=" + domain.directory()));
    if (glassfish) {
      command.add(GlassFish.mainClass());
    } else {
      command.addAll(
          List.of(
              "-classpath",
              domain.directory().resolve("lib/ext")
                  + "/*"
                  + File.pathSeparator
                  + installation().resolve("modules/glassfish.jar"),
              "com.sun.enterprise.glassfish.bootstrap.ASMain"));
    }
    // Pairs, all of them; with -verbose the log goes to the console, too.
    command.addAll(List.of("-upgrade", "false", "-read-stdin", "false", "-verbose", "true"));
    command.addAll(List.of("-type", "DAS", "-instancename", "server"));
    command.addAll(List.of("-domainname", domain.name()));
    command.addAll(List.of("-domaindir", domain.directory().toString()));
    Consumer<String> onLine;
    if (glassfish) {
      GlassFish.configure(domain.configuration(), setup);
      onLine = GlassFish.whenStarted(() -> setup.archives().forEach(war -> deploy(setup, war)));
    } else {
      domain.removeBroker();
      command.addAll(List.of("-prebootcommandfile", domain.beforeBoot(setup).toString()));
      command.addAll(List.of("-postbootcommandfile", domain.afterBoot(setup).toString()));
      onLine = new FailedBootCommand(name -> deployAgain(setup, name));
    }
    return JavaServerProcess.start(
        new ProcessBuilder(command)
            .directory(setup.directory().toFile())
            .redirectInput(domain.nothing().toFile()),
        setup,
        setup.httpPort(),
        onLine);
  }

  private void deployAgain(ServerSetup setup, String application) {
    for (Path archive : setup.archives()) {
      if (nameOf(archive).equals(application)) {
        System.out.println(
            name() + " could not deploy " + archive + " as it began, for no fault of it: again");
        deploy(setup, archive);
      }
    }
  }

  @Override
  public void deploy(ServerSetup setup, Path archive) {
    listener(setup).send("deploy", archive.toAbsolutePath().toString());
  }

  @Override
  public void undeploy(ServerSetup setup, Path archive) {
    listener(setup).send("undeploy", nameOf(archive));
  }

  /** What the server calls the application that it is. */
  private static String nameOf(Path archive) {
    return archive.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  @Override
  public Process stop(ServerSetup setup) throws IOException {
    Domain domain = domain(setup);
    List<String> command = new ArrayList<>();
    if (glassfish) {
      command.addAll(List.of("bash", home.resolve("bin/asadmin").toString()));
    } else {
      command.addAll(List.of(java(setup), "-jar"));
      command.add(installation().resolve("lib/client/appserver-cli.jar").toString());
    }
    command.addAll(List.of("stop-domain", "--domaindir", domain.parent().toString()));
    command.add(domain.name());
    ProcessBuilder tool = new ProcessBuilder(command);
    tool.environment().put("AS_JAVA", setup.javaHome().toString());
    return tool.redirectErrorStream(true)
        .redirectOutput(setup.directory().resolve("stop.log").toFile())
        .start();
  }

  /** GlassFish has none. */
  @Override
  public boolean hasFaultTolerance() {
    return !glassfish;
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

  private AdminListener listener(ServerSetup setup) {
    return listeners.computeIfAbsent(setup.managementPort(), AdminListener::new);
  }

  private Path installation() {
    return home.resolve("glassfish");
  }

  private static Domain domain(ServerSetup setup) {
    return new Domain(setup.directory().toAbsolutePath());
  }

  private static String java(ServerSetup setup) {
    return setup.javaHome().resolve("bin/java").toString();
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    return properties;
  }
}
