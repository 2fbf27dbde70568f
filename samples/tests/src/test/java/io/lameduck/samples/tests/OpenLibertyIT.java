package io.lameduck.samples.tests;

import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code samples/openliberty}. */
class OpenLibertyIT extends ShopTest {

  private static final Path HOME = property("samples.openliberty");

  OpenLibertyIT() {
    super("openliberty");
  }

  @Override
  ProcessBuilder image(ServerSetup setup) throws IOException {
    Path config = setup.directory().resolve("servers/defaultServer");
    Layout.copyInto(config, sample("server.xml"));
    Layout.copyInto(config.resolve("dropins"), setup.archives().get(0));
    ProcessBuilder entry = new ProcessBuilder(sample("entry.sh").toString());
    Map<String, String> environment = entry.environment();
    environment.merge("PATH", HOME.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    environment.put("WLP_USER_DIR", setup.directory().toString());
    environment.put("WLP_OUTPUT_DIR", setup.directory().resolve("servers").toString());
    environment.put("HTTP_HOST", "127.0.0.1");
    environment.put("HTTP_PORT", Integer.toString(setup.httpPort()));
    return entry;
  }
}
