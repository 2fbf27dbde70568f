package io.lameduck.tck.runner.payara.server;

import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What Eclipse GlassFish 8 has differently from Payara Server, with which it shares its origin: the
 * boot jars are modules, and there are no boot commands. So the ports are written into the
 * configuration, and the applications are deployed when the server says that it has started.
 */
final class GlassFish {

  private static final String BOOT = "lib/bootstrap";
  private static final String STARTED = "startup time";

  private static final String LISTENER = "<network-listener port=";
  private static final String ON_LOOPBACK = "<network-listener address=\"127.0.0.1\" port=";

  private GlassFish() {}

  /** Whether the unpacked distribution is one of GlassFish, not of Payara. */
  static boolean isAt(Path installation) {
    return Files.exists(installation.resolve(BOOT).resolve("glassfish.jar"));
  }

  /**
   * Options of the JVM before those of the domain. The database is where timers of enterprise beans
   * are kept; {@code asadmin} tells the server by a variable where it is.
   */
  static List<String> options(Path installation) {
    return List.of(
        "--module-path",
        installation.resolve(BOOT).toString(),
        "--add-modules",
        "ALL-MODULE-PATH",
        "-Dcom.sun.aas.derbyRoot=" + installation.resolveSibling("javadb"));
  }

  static String mainClass() {
    return "com.sun.enterprise.glassfish.bootstrap.GlassFishMain";
  }

  /** Writes what boot commands tell Payara Server; see {@link Domain#beforeBoot}. */
  static void configure(Path configuration, ServerSetup setup) throws IOException {
    String xml = Files.readString(configuration);
    xml = replaced(xml, LISTENER + "\"8080\"", ON_LOOPBACK + quoted(setup.httpPort()));
    String tls =
        setup.tlsPort() == 0
            ? "<network-listener enabled=\"false\" port=\"8181\""
            : ON_LOOPBACK + quoted(setup.tlsPort());
    xml = replaced(xml, LISTENER + "\"8181\"", tls);
    xml = replaced(xml, LISTENER + "\"4848\"", ON_LOOPBACK + quoted(setup.managementPort()));
    String threads = "<thread-pool name=\"http-thread-pool\" ";
    xml = replaced(xml, threads + "max-queue", threads + "max-thread-pool-size=\"50\" max-queue");
    for (String id : List.of("id=\"orb-listener-1\"", "id=\"SSL\"", "id=\"SSL_MUTUALAUTH\"")) {
      xml = replaced(xml, id, id + " enabled=\"false\"");
    }
    xml = replaced(xml, "port=\"8686\"", "port=\"8686\" enabled=\"false\"");
    xml = replaced(xml, "<jms-service type=\"EMBEDDED\"", "<jms-service type=\"DISABLED\"");
    Files.writeString(configuration, xml);
  }

  /** Runs the action when the log says that the server has started, once. */
  static Consumer<String> whenStarted(Runnable action) {
    return new Consumer<>() {
      private boolean done;

      @Override
      public void accept(String line) {
        if (!done && line.contains(STARTED)) {
          done = true;
          action.run();
        }
      }
    };
  }

  private static String quoted(int port) {
    return "\"" + port + "\"";
  }

  /** The first one is that of this server; the others are of a template for further ones. */
  private static String replaced(String xml, String part, String by) throws IOException {
    int at = xml.indexOf(part);
    if (at < 0) {
      throw new IOException("no " + part + " in the domain.xml of the distribution");
    }
    return xml.substring(0, at) + by + xml.substring(at + part.length());
  }
}
