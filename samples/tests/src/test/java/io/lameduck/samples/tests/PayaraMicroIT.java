package io.lameduck.samples.tests;

import static java.nio.file.StandardOpenOption.APPEND;

import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code samples/payara-micro}. */
class PayaraMicroIT extends ShopTest {

  private static final Path JAR = property("samples.payara-micro");

  private static final String LOOPBACK =
      "set configs.config.server-config.network-config.network-listeners.network-listener"
          + ".http-listener.address=127.0.0.1\n";

  PayaraMicroIT() {
    super("payara-micro");
  }

  @Override
  ProcessBuilder image(ServerSetup setup) throws IOException {
    Path home = setup.directory();
    Files.createSymbolicLink(home.resolve("payara-micro.jar"), JAR);
    Layout.copyInto(home, sample("pre-boot.asadmin"));
    Files.writeString(home.resolve("pre-boot.asadmin"), LOOPBACK, APPEND);
    Layout.copyInto(home.resolve("deployments"), setup.archives().get(0));
    ProcessBuilder entry =
        new ProcessBuilder(
            sample("entry.sh").toString(),
            "--rootdir",
            Files.createDirectory(home.resolve("root")).toString(),
            "--port",
            Integer.toString(setup.httpPort()));
    Map<String, String> environment = entry.environment();
    String java = setup.javaHome().resolve("bin").toString();
    environment.merge("PATH", java, (path, bin) -> bin + ":" + path);
    environment.put("PAYARA_DIR", home.toString());
    environment.put("DEPLOY_DIR", home.resolve("deployments").toString());
    return entry;
  }
}
