package io.lameduck.tck.messages;

import io.lameduck.tck.harness.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * WildFly's full configuration, with the broker and the database of this program instead of those
 * in the server, and with MicroProfile Health. The runner takes a configuration that is there.
 */
final class ServerConfiguration {

  private static final String FILE = "standalone-full.xml";
  private static final String HEALTH = "org.wildfly.extension.microprofile.health-smallrye";

  /** The threads are those of all sessions; by default there are eight a processor. */
  private static final String MESSAGING =
      """
      <subsystem xmlns="urn:jboss:domain:messaging-activemq:17.0">
        <global-client thread-pool-max-size="200"/>
        <remote-connector name="external" socket-binding="external-broker"/>
        <pooled-connection-factory name="activemq-ra" connectors="external" transaction="xa"
            entries="java:/JmsXA java:jboss/DefaultJMSConnectionFactory"
            enable-amq1-prefix="false"/>
      </subsystem>
      """;

  private static final String DATABASE =
      """
      <xa-datasource jndi-name="java:jboss/datasources/Outcomes" pool-name="Outcomes">
        <xa-datasource-property name="URL">%s</xa-datasource-property>
        <driver>h2</driver>
        <xa-pool><max-pool-size>100</max-pool-size></xa-pool>
        <security user-name="sa" password="sa"/>
      </xa-datasource>
      """;

  private static final String BROKER =
      """
      <outbound-socket-binding name="external-broker">
        <remote-destination host="127.0.0.1" port="%d"/>
      </outbound-socket-binding>
      """;

  private ServerConfiguration() {}

  /**
   * Writes it for one instance.
   *
   * @param home the distribution
   * @param directory of the instance
   */
  static void write(Path home, Path directory, int brokerPort, String databaseUrl)
      throws IOException {
    Path own = Files.createDirectories(directory.resolve("configuration"));
    for (Path file : files(home.resolve("standalone/configuration"))) {
      Files.copy(file, own.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path settings = own.resolve(FILE);
    Files.writeString(settings, adapted(Files.readString(settings), brokerPort, databaseUrl));
  }

  private static String adapted(String text, int brokerPort, String databaseUrl) {
    String adapted =
        replaced(
            text,
            "(?s)<subsystem xmlns=\"urn:jboss:domain:messaging-activemq:.*?</subsystem>",
            MESSAGING);
    adapted = replaced(adapted, "(?=<drivers>)", DATABASE.formatted(databaseUrl));
    adapted = replaced(adapted, "(?=</socket-binding-group>)", BROKER.formatted(brokerPort));
    adapted = replaced(adapted, "(?=</extensions>)", "<extension module=\"" + HEALTH + "\"/>");
    adapted =
        replaced(
            adapted,
            "(?<=<profile>)",
            "<subsystem xmlns=\"urn:wildfly:microprofile-health-smallrye:3.0\""
                + " security-enabled=\"false\"/>");
    // As many beans at a time as the bean has sessions.
    adapted =
        replaced(
            adapted,
            "(?<=name=\"mdb-strict-max-pool\" )derive-size=\"from-cpu-count\"",
            "max-pool-size=\"90\"");
    for (String port : List.of("3528", "3529", "4712", "4713")) {
      adapted = replaced(adapted, "(?<=port=\")" + port, Integer.toString(FreePorts.next()));
    }
    return adapted;
  }

  private static String replaced(String text, String part, String by) {
    Matcher matcher = Pattern.compile(part).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + part + " in the server's configuration");
    }
    return matcher.replaceFirst(Matcher.quoteReplacement(by));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
