package io.lameduck.samples.tests;

import static java.nio.file.StandardOpenOption.APPEND;

import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code samples/payara-server}. */
class PayaraServerIT extends ShopTest {

  private static final Path HOME = property("samples.payara-server");

  private static final String CONFIG = "set configs.config.server-config.";
  private static final String LISTENER =
      CONFIG + "network-config.network-listeners.network-listener.";
  private static final String IIOP = CONFIG + "iiop-service.iiop-listener.";

  /** An image has the port of the message broker for itself, a machine of tests has not. */
  private static final String NO_BROKER =
      "<jms-service type=\"DISABLED\" default-jms-host=\"default_JMS_host\"/></config>";

  PayaraServerIT() {
    super("payara-server");
  }

  @Override
  ProcessBuilder image(ServerSetup setup) throws IOException {
    Path domains = setup.directory().resolve("domains");
    Path domain = domains.resolve("domain1");
    Layout.copyFolder(HOME.resolve("glassfish/domains/domain1"), domain);
    Path xml = domain.resolve("config/domain.xml");
    Files.writeString(xml, Files.readString(xml).replaceFirst("</config>", NO_BROKER));

    Path config = setup.directory().resolve("config");
    Layout.copyInto(config, sample("pre-boot.asadmin"));
    Files.write(config.resolve("pre-boot.asadmin"), ports(setup), APPEND);
    String deploy = Files.readString(sample("post-boot.asadmin"));
    Files.writeString(
        config.resolve("post-boot.asadmin"),
        deploy.replace("/opt/payara/deployments/shop.war", setup.archives().get(0).toString()));

    ProcessBuilder entry =
        new ProcessBuilder(sample("entry.sh").toString(), "--domaindir", domains.toString());
    Map<String, String> environment = entry.environment();
    environment.merge("PATH", HOME.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    environment.put("CONFIG_DIR", config.toString());
    return entry;
  }

  private static List<String> ports(ServerSetup setup) {
    return List.of(
        LISTENER + "http-listener-1.port=" + setup.httpPort(),
        LISTENER + "http-listener-1.address=127.0.0.1",
        LISTENER + "http-listener-2.enabled=false",
        LISTENER + "admin-listener.port=" + setup.managementPort(),
        LISTENER + "admin-listener.address=127.0.0.1",
        IIOP + "orb-listener-1.enabled=false",
        IIOP + "SSL.enabled=false",
        IIOP + "SSL_MUTUALAUTH.enabled=false",
        CONFIG + "admin-service.jmx-connector.system.enabled=false");
  }
}
