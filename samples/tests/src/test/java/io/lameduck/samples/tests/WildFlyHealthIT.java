package io.lameduck.samples.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.FreshDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The script that adds MicroProfile Health to the configurations that have enterprise beans. */
class WildFlyHealthIT {

  private static final String HEALTH = "urn:wildfly:microprofile-health-smallrye:";

  private static final Path HOME = ShopTest.property("samples.wildfly");
  private static final Path BASE = ShopTest.property("samples.instances").resolve("wildfly-health");

  @Test
  void theScriptAddsIt() throws IOException, InterruptedException {
    FreshDirectory.create(BASE);
    Layout.copyFolder(HOME.resolve("standalone/configuration"), BASE.resolve("configuration"));
    // The long form has both.
    List<String> configs =
        Boolean.getBoolean("lameduck.tck.controls")
            ? List.of("standalone-full.xml", "standalone.xml")
            : List.of("standalone-full.xml");
    for (String config : configs) {
      Path file = BASE.resolve("configuration").resolve(config);
      assertThat(Files.readString(file)).as("the control: it was not there").doesNotContain(HEALTH);
      run(config);
      assertThat(Files.readString(file)).contains(HEALTH, "urn:jboss:domain:ejb3:");
    }
  }

  private static void run(String config) throws IOException, InterruptedException {
    ProcessBuilder cli =
        new ProcessBuilder(
                HOME.resolve("bin/jboss-cli.sh").toString(),
                "--resolve-parameter-values",
                "--file=" + Path.of("../wildfly/add-health.cli").toAbsolutePath().normalize(),
                "-Dlameduck.config=" + config)
            .redirectErrorStream(true);
    cli.environment().put("JAVA_HOME", System.getProperty("java.home"));
    cli.environment().put("JBOSS_HOME", HOME.toString());
    cli.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + BASE);
    Process process = cli.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
