package io.lameduck.tck.runner.openliberty;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The folder of one instance below {@code WLP_USER_DIR}: its configuration, its applications, its
 * logs and what it has worked out at its last start.
 */
final class ServerDirectory {

  /** The archive that answers at {@code /}; for Liberty the name would mean {@code /ROOT}. */
  private static final String AT_ROOT = "ROOT.war";

  /** Makes the context path of that archive a matter of configuration. */
  private static final String AT_ROOT_SETTINGS =
      "<server><webApplication location=\"" + AT_ROOT + "\" contextRoot=\"/\"/></server>";

  private final Path root;

  /**
   * @param userDirectory what {@code WLP_USER_DIR} names
   */
  ServerDirectory(Path userDirectory, String serverName) {
    root = userDirectory.resolve("servers").resolve(serverName);
  }

  /**
   * Writes the configuration and removes the applications; the rest makes the next start quick.
   *
   * @param without a feature that the server is not to have; may be empty
   * @param more features that it is to have besides those of the configuration
   */
  void prepare(String without, List<String> more) throws IOException {
    for (String folder : List.of("dropins", "apps", "configDropins/overrides")) {
      for (Path old : list(Files.createDirectories(root.resolve(folder)))) {
        Files.delete(old);
      }
    }
    try (InputStream in = ServerDirectory.class.getResourceAsStream("server.xml")) {
      String settings = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      String added = more.stream().map(ServerDirectory::feature).collect(Collectors.joining());
      Files.writeString(
          root.resolve("server.xml"),
          settings
              .replace(feature(without), "")
              .replace("</featureManager>", added + "</featureManager>"));
    }
  }

  /** Has it listen for TLS at that port, with a certificate that it makes for itself. */
  void listenForTls(int port) throws IOException {
    Files.writeString(
        root.resolve("configDropins/overrides/tls.xml"),
        """
        <server>
          <featureManager><feature>transportSecurity-1.0</feature></featureManager>
          <keyStore id="defaultKeyStore" password="lameduck"/>
          <httpEndpoint id="defaultHttpEndpoint" httpsPort="%d"/>
        </server>
        """
            .formatted(port));
  }

  /**
   * Has the server deploy it, now or when it starts. The move is one step, so that a running server
   * never finds half of an archive.
   */
  void deploy(Path archive) throws IOException {
    Path copy = root.resolve(archive.getFileName());
    Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.move(copy, deployed(archive), StandardCopyOption.ATOMIC_MOVE);
    if (isAtRoot(archive)) {
      Files.writeString(rootSettings(), AT_ROOT_SETTINGS);
    }
  }

  /**
   * Copies the drivers of databases that a WAR brings to where Liberty looks for those of a data
   * source that an application defines: the global shared library.
   */
  void shareDrivers(Path archive) throws IOException {
    Path global = Files.createDirectories(root.resolve("../../shared/config/lib/global"));
    try (ZipFile war = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(war.entries())) {
        if (entry.getName().startsWith("WEB-INF/lib/h2-")) {
          try (InputStream jar = war.getInputStream(entry)) {
            Files.copy(jar, global.resolve("h2.jar"), StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
  }

  /** Has a running server undeploy it. */
  void undeploy(Path archive) throws IOException {
    if (isAtRoot(archive)) {
      Files.delete(rootSettings());
    }
    Files.delete(deployed(archive));
  }

  private static String feature(String name) {
    return "<feature>" + name + "</feature>";
  }

  private Path deployed(Path archive) {
    return root.resolve(isAtRoot(archive) ? "apps" : "dropins").resolve(archive.getFileName());
  }

  private Path rootSettings() {
    return root.resolve("configDropins/overrides/at-root.xml");
  }

  private static boolean isAtRoot(Path archive) {
    return archive.getFileName().toString().equals(AT_ROOT);
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
