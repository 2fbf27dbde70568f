package io.lameduck.tck.runner.wildfly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code jboss.server.base.dir} names: the configuration and the deployments of one instance.
 */
final class BaseDirectory {

  private static final String SCAN = "scan-interval=\"5000\"";
  private static final String FASTER_SCAN = "scan-interval=\"500\"";

  private static final String FAULT_TOLERANCE =
      "org.wildfly.extension.microprofile.fault-tolerance-smallrye";

  private static final String LISTENER = "<http-listener name=\"default\"";

  private final Path root;

  BaseDirectory(Path root) {
    this.root = root;
  }

  /** Makes the directory as good as new; configuration that is there is used again. */
  void prepare(Path home, String configuration, boolean proxyProtocol) throws IOException {
    for (Path old : list(Files.createDirectories(root.resolve("deployments")))) {
      Files.delete(old);
    }
    Path own = root.resolve("configuration");
    if (Files.exists(own)) {
      return;
    }
    Files.createDirectories(own);
    for (Path file : list(home.resolve("standalone/configuration"))) {
      Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
    // An undeployment is noticed by the scanner; its default of five seconds would be waited for.
    Path settings = own.resolve(configuration);
    String text = Files.readString(settings);
    text = replaced(text, SCAN, FASTER_SCAN);
    if (configuration.equals(WildFly.WITH_BACKGROUND_WORK)) {
      text =
          replaced(
              text,
              "</extensions>",
              "<extension module=\"" + FAULT_TOLERANCE + "\"/></extensions>");
      text =
          replaced(
              text,
              "<profile>",
              "<profile><subsystem xmlns=\"urn:wildfly:microprofile-fault-tolerance-smallrye:1.0\"/>");
    }
    if (proxyProtocol) {
      text = replaced(text, LISTENER, LISTENER + " proxy-protocol=\"true\"");
    }
    Files.writeString(settings, text);
  }

  private static String replaced(String settings, String part, String by) throws IOException {
    if (!settings.contains(part)) {
      throw new IOException("no " + part + " in the server's configuration");
    }
    return settings.replace(part, by);
  }

  /** To be called before the server starts, which then deploys it while booting. */
  void deploy(Path war) throws IOException {
    Files.copy(war, deployed(war));
  }

  Path deployed(Path war) {
    return root.resolve("deployments").resolve(war.getFileName());
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
