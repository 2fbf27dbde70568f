package io.lameduck.samples.tests;

import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;

/** A WildFly with the entry script of {@code samples/wildfly}. */
abstract class WildFlyTest extends ShopTest {

  WildFlyTest(String folder) {
    super(folder);
  }

  /** The server, as it is installed. */
  abstract Path home() throws IOException;

  /** Its file in {@code standalone/configuration}. */
  abstract String config();

  @Override
  int healthPort(ServerSetup setup) {
    return setup.managementPort();
  }

  /** {@code standalone.sh} makes 0 of it. */
  @Override
  int exitCode() {
    return 0;
  }

  @Override
  ProcessBuilder image(ServerSetup setup) throws IOException {
    Path base = setup.directory().resolve("standalone");
    Layout.copyFolder(home().resolve("standalone/configuration"), base.resolve("configuration"));
    Layout.copyInto(base.resolve("deployments"), setup.archives().get(0));
    ProcessBuilder entry =
        new ProcessBuilder(
            Path.of("../wildfly/entry.sh").toAbsolutePath().normalize().toString(),
            "-b=127.0.0.1",
            "-bmanagement=127.0.0.1",
            "-Djboss.server.base.dir=" + base,
            "-Djboss.http.port=" + setup.httpPort(),
            "-Djboss.management.http.port=" + setup.managementPort(),
            "-Djboss.https.port=0");
    entry.environment().put("JBOSS_HOME", home().toString());
    entry.environment().put("SERVER_CONFIG", config());
    return entry;
  }
}
