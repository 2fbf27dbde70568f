package io.lameduck.samples.tests;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The commands of the documentation's quick start, word for word, with the shop: it starts as the
 * page says, and a SIGTERM ends it as the page says. Only the ports are others.
 */
class QuickStartIT {

  private static final String SERVER_XML = "usr/servers/defaultServer/server.xml";

  private final int http = FreePorts.next();
  private final int management = FreePorts.next();

  @Test
  void payaraMicro() throws Exception {
    try (QuickStart start = new QuickStart("Payara Micro", "payara-micro.jar")) {
      Files.createSymbolicLink(
          start.folder().resolve("payara-micro.jar"), ShopTest.property("samples.payara-micro"));
      start.run(
          Map.of(
              "JAVA_TOOL_OPTIONS", "-Dpayaramicro.port=" + http + " -Dpayaramicro.noCluster=true"));
      start.awaitReady(http, http);
      start.terminate();
      assertThat(start.awaitExit()).isEqualTo(143);
      start.assertLog(start.console());
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "lameduck.tck.controls", matches = "true")
  void wildFly() throws Exception {
    try (QuickStart start = new QuickStart("WildFly", "jboss-modules.jar")) {
      start.install(ShopTest.property("samples.wildfly"), "standalone");
      start.run(
          Map.of(
              "PREPEND_JAVA_OPTS",
              "-Djboss.http.port="
                  + http
                  + " -Djboss.management.http.port="
                  + management
                  + " -Djboss.https.port=0"));
      start.awaitReady(http, management);
      start.terminate();
      assertThat(start.awaitExit()).isEqualTo(143);
      start.assertLog(start.console());
      start.assertLog(Files.readString(start.folder().resolve("standalone/log/server.log")));
      assertThat(start.console()).contains(QuickStart.firstLine());
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "lameduck.tck.controls", matches = "true")
  void openLiberty() throws Exception {
    try (QuickStart start = new QuickStart("Open Liberty", "ws-server.jar")) {
      start.install(ShopTest.property("samples.openliberty"), "usr");
      assertThat(start.shell("bin/server create").waitFor()).isZero();
      Path xml = start.folder().resolve(SERVER_XML);
      assertThat(Files.readString(xml)).as("what the page says to take out").contains("jsp-2.3");
      Files.copy(Path.of("../openliberty/server.xml"), xml, REPLACE_EXISTING);
      Files.createDirectories(xml.resolveSibling("dropins"));
      start.run(Map.of("HTTP_HOST", "127.0.0.1", "HTTP_PORT", "" + http));
      start.awaitReady(http, http);
      start.terminate();
      assertThat(start.awaitExit()).isEqualTo(143);
      start.assertLog(start.console());
      start.assertLog(Files.readString(xml.resolveSibling("logs/messages.log")));
    }
  }

  /** There {@code start-domain} has returned by then. */
  @Test
  @EnabledIfSystemProperty(named = "lameduck.tck.controls", matches = "true")
  void payaraServer() throws Exception {
    try (QuickStart start = new QuickStart("Payara Server", "ASMain")) {
      start.install(ShopTest.property("samples.payara-server"), "glassfish/domains");
      Path domain = start.folder().resolve("glassfish/domains/domain1");
      withOtherPorts(domain.resolve("config/domain.xml"));
      start.run(Map.of("AS_ADMIN_PORT", "" + management));
      assertThat(start.awaitExit()).isZero();
      start.awaitReady(http, http);
      start.terminate();
      start.assertLog(Files.readString(domain.resolve("logs/server.log")));
    }
  }

  private void withOtherPorts(Path xml) throws IOException {
    String text =
        Files.readString(xml)
            .replace("port=\"8080\"", "port=\"" + http + "\"")
            .replace("port=\"4848\"", "port=\"" + management + "\"");
    for (String port : new String[] {"8181", "3700", "3820", "3920", "8686", "7676"}) {
      text =
          text.replace("port=\"" + port + "\"", "port=\"" + FreePorts.next() + "\"")
              .replace("value=\"" + port + "\"", "value=\"" + FreePorts.next() + "\"");
    }
    Files.writeString(xml, text);
  }
}
