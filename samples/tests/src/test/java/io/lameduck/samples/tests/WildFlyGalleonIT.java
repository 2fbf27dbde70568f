package io.lameduck.samples.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** {@code samples/wildfly/galleon}: a server of the layers that an application needs. */
class WildFlyGalleonIT extends WildFlyTest {

  private static final Path POM = Path.of("../wildfly/galleon/pom.xml").toAbsolutePath();

  /** Made by the first test that needs it; JUnit runs those of a class one after the other. */
  private static @Nullable Path provisioned;

  WildFlyGalleonIT() {
    super("wildfly-galleon");
  }

  /** The long form has the server itself. */
  @Test
  void thePomNamesTheServerOfTheTests() throws Exception {
    Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(POM.toFile());
    assertThat(texts(pom, "version.wildfly"))
        .containsExactly(System.getProperty("samples.wildfly-version"));
    assertThat(texts(pom, "layer")).contains("microprofile-health");
  }

  @Override
  @Test
  @EnabledIfSystemProperty(named = "lameduck.tck.controls", matches = "true")
  void noOrderIsLost() throws Exception {
    super.noOrderIsLost();
  }

  /** What no layer has asked for is not there: it is the layers that were tested. */
  @Test
  @EnabledIfSystemProperty(named = "lameduck.tck.controls", matches = "true")
  void theServerHasNoMoreThanItsLayers() throws IOException {
    assertThat(Files.readString(home().resolve("standalone/configuration/standalone.xml")))
        .contains("urn:wildfly:microprofile-health-smallrye:")
        .doesNotContain("urn:jboss:domain:ejb3:");
  }

  @Override
  String config() {
    return "standalone.xml";
  }

  @Override
  Path home() throws IOException {
    Path home = provisioned;
    if (home == null) {
      home = property("samples.instances").resolve("wildfly-galleon-server");
      provision(home);
      provisioned = home;
    }
    return home;
  }

  private static List<String> texts(Document pom, String element) {
    NodeList found = pom.getElementsByTagName(element);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  private static void provision(Path home) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(property("samples.maven").resolve("bin/mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-f", POM.toString(), "package"));
    command.add("-Dmaven.repo.local=" + property("samples.repository"));
    command.add("-Dwildfly.provisioning.dir=" + home);
    if ("offline=true".equals(System.getProperty("samples.network"))) {
      command.add("-o");
    }
    File log = home.resolveSibling("wildfly-galleon-server.txt").toFile();
    Files.createDirectories(log.toPath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    Process maven = builder.start();
    try {
      assertThat(maven.waitFor(5, TimeUnit.MINUTES)).as("ended, see " + log).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      maven.destroyForcibly();
    }
    assertThat(maven.exitValue()).as(Files.readString(log.toPath())).isZero();
  }
}
