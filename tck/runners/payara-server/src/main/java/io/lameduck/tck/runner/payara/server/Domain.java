package io.lameduck.tck.runner.payara.server;

import io.lameduck.tck.harness.FreshDirectory;
import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The domain of one start: a fresh copy of the one that comes with the distribution. */
final class Domain {

  /** Of the directory, and so of the domain for {@code asadmin}. */
  private static final String NAME = "domain";

  /** Of the template for further servers; that of this one has none, and so one by default. */
  private static final Pattern BROKER =
      Pattern.compile("<jms-service type=\"EMBEDDED\".*?</jms-service>", Pattern.DOTALL);

  /** The first is that of this server. */
  private static final String END_OF_CONFIG = "</config>";

  private static final String CONFIG = "set configs.config.server-config.";
  private static final String LISTENERS =
      CONFIG + "network-config.network-listeners.network-listener.";
  private static final String SECOND_LISTENER_OFF = "http-listener-2.enabled=false";
  private static final String IIOP = CONFIG + "iiop-service.iiop-listener.";

  private final Path parent;

  Domain(Path parent) {
    this.parent = parent;
  }

  String name() {
    return NAME;
  }

  Path parent() {
    return parent;
  }

  Path directory() {
    return parent.resolve(NAME);
  }

  /** A used one would deploy by itself what it had deployed, and then deploy it again. */
  void create(Path home) throws IOException {
    Path template = home.resolve("glassfish/domains/domain1");
    Path target = directory();
    FreshDirectory.create(target);
    try (Stream<Path> files = Files.walk(template)) {
      for (Path file : files.filter(file -> !file.equals(template)).toList()) {
        Files.copy(file, target.resolve(template.relativize(file).toString()));
      }
    }
  }

  Path configuration() {
    return directory().resolve("config/domain.xml");
  }

  /**
   * A server that finds the port of its message broker taken by the next one serves, says so, and
   * exits. In the file itself: no command that runs before the boot knows this part of it.
   */
  void removeBroker() throws IOException {
    Path configuration = configuration();
    String xml = Files.readString(configuration);
    Matcher broker = BROKER.matcher(xml);
    int end = xml.indexOf(END_OF_CONFIG);
    if (end < 0 || !broker.find()) {
      throw new IOException("no " + BROKER + " in " + configuration);
    }
    String none = broker.group().replace("EMBEDDED", "DISABLED");
    Files.writeString(configuration, xml.substring(0, end) + none + xml.substring(end));
  }

  /**
   * Two ports, three with TLS, all on the loopback interface, and no other; and more threads than
   * the default of five, all of which a handful of slow requests would take, so that nothing else
   * is answered.
   */
  Path beforeBoot(ServerSetup setup) throws IOException {
    boolean tls = setup.tlsPort() != 0;
    return write(
        "before-boot.txt",
        List.of(
            LISTENERS + "http-listener-1.port=" + setup.httpPort(),
            LISTENERS + "http-listener-1.address=127.0.0.1",
            LISTENERS + "http-listener-2.address=127.0.0.1",
            LISTENERS + (tls ? "http-listener-2.port=" + setup.tlsPort() : SECOND_LISTENER_OFF),
            LISTENERS + "admin-listener.port=" + setup.managementPort(),
            LISTENERS + "admin-listener.address=127.0.0.1",
            CONFIG + "thread-pools.thread-pool.http-thread-pool.max-thread-pool-size=50",
            IIOP + "orb-listener-1.enabled=false",
            IIOP + "SSL.enabled=false",
            IIOP + "SSL_MUTUALAUTH.enabled=false",
            CONFIG + "admin-service.jmx-connector.system.enabled=false",
            CONFIG + "hazelcast-config-specific-configuration.enabled=false"));
  }

  /** The applications, as the official image deploys them. */
  Path afterBoot(ServerSetup setup) throws IOException {
    return write(
        "after-boot.txt",
        setup.archives().stream().map(archive -> "deploy " + archive.toAbsolutePath()).toList());
  }

  /** The standard input: the server reads it to its end before it boots, whatever it is told. */
  Path nothing() throws IOException {
    return write("input.txt", List.of());
  }

  private Path write(String file, List<String> lines) throws IOException {
    return Files.write(parent.resolve(file), lines);
  }
}
