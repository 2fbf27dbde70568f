package io.lameduck.samples.tests;

import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;

/** {@code samples/wildfly}. */
class WildFlyIT extends ShopTest {

  private static final Path HOME = property("samples.wildfly");

  WildFlyIT() {
    super("wildfly");
  }

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
    Layout.copyFolder(HOME.resolve("standalone/configuration"), base.resolve("configuration"));
    Layout.copyInto(base.resolve("deployments"), setup.archives().get(0));
    ProcessBuilder entry =
        new ProcessBuilder(
            sample("entry.sh").toString(),
            "-b=127.0.0.1",
            "-bmanagement=127.0.0.1",
            "-Djboss.server.base.dir=" + base,
            "-Djboss.http.port=" + setup.httpPort(),
            "-Djboss.management.http.port=" + setup.managementPort(),
            "-Djboss.https.port=0");
    entry.environment().put("JBOSS_HOME", HOME.toString());
    return entry;
  }
}
