package io.lameduck.samples.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.FreshDirectory;
import io.lameduck.tck.harness.JavaServerProcess;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The shop, stopped under load; one subclass for each folder with a server. */
abstract class ShopTest {

  private static final Path WARS = property("samples.wars");
  private static final Path INSTANCES = property("samples.instances");

  private final String folder;

  /**
   * @param folder of the sample, beside this module
   */
  ShopTest(String folder) {
    this.folder = folder;
  }

  /**
   * Lays the files of the folder out as its Dockerfile does, and says how the entry script is
   * called. What is different from the image are the ports, the interface and the folder.
   */
  abstract ProcessBuilder image(ServerSetup setup) throws IOException;

  /** Where the server answers {@code /health/ready}. */
  int healthPort(ServerSetup setup) {
    return setup.httpPort();
  }

  /** Of the entry script: 128 and the number of SIGTERM. */
  int exitCode() {
    return 143;
  }

  final Path sample(String file) {
    return Path.of("..", folder, file).toAbsolutePath().normalize();
  }

  static Path property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("Set -D" + name);
    }
    return Path.of(value);
  }

  @Test
  void noOrderIsLost() throws Exception {
    Closing closing = close("with");
    assertThat(closing.failures()).isEmpty();
    assertThat(closing.lost()).isEmpty();
    assertThat(closing.uninvoiced()).isEmpty();
    assertThat(closing.events()).startsWith("200 data: ");
    assertThat(closing.tracking()).isEqualTo("closed with 1001");
    assertThat(closing.reports()).isEqualTo("200 and 200");
    assertThat(closing.announced()).as("readiness was seen DOWN").isTrue();
    assertThat(closing.exitCode()).isEqualTo(exitCode());
  }

  /** The control: the same service without the jar, under the same load. */
  @Test
  @EnabledIfSystemProperty(named = "lameduck.tck.controls", matches = "true")
  void withoutTheJarOrdersFail() throws Exception {
    Closing closing = close("without");
    assertThat(closing.failures().size() + closing.lost().size()).isPositive();
    assertThat(closing.announced()).as("the jar's readiness check").isFalse();
  }

  private Closing close(String jar) throws Exception {
    Path directory = INSTANCES.resolve(folder + "-" + jar);
    FreshDirectory.create(directory);
    ServerSetup setup =
        new ServerSetup(
            directory,
            FreePorts.next(),
            FreePorts.next(),
            List.of(WARS.resolve(jar).resolve("shop.war")),
            List.of("/shop/products"),
            Path.of(System.getProperty("java.home")),
            List.of());
    String database = "jdbc:h2:file:" + directory.resolve("data/shop");
    ProcessBuilder command = image(setup).directory(directory.toFile());
    Map<String, String> environment = command.environment();
    environment.put("JAVA_HOME", setup.javaHome().toString());
    environment.put("SHOP_DATABASE", database);
    // A quick start is all that matters here.
    environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    // The defaults would do, in ten seconds more.
    environment.put("LAMEDUCK_ANNOUNCE_MIN", "1s");
    environment.put("LAMEDUCK_ANNOUNCE_QUIET", "1s");
    try (ServerProcess server = JavaServerProcess.start(command, setup, healthPort(setup))) {
      try {
        Closing closing = Closing.of(server, database);
        System.out.printf("%s, %s lameduck: %s%n", folder, jar, closing.summary());
        return closing;
      } finally {
        Files.writeString(directory.resolve("output.txt"), server.log());
      }
    }
  }
}
