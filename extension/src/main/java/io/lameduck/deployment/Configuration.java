package io.lameduck.deployment;

import io.lameduck.config.Key;
import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import io.lameduck.config.UnknownKeys;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the settings come from: MicroProfile Config, and on a server without it the system
 * properties and the environment, by the rules of MicroProfile Config (3.0, Environment Variables
 * Mapping Rules).
 */
final class Configuration {

  private final Function<String, Optional<String>> source;
  private final Iterable<String> names;

  private Configuration(Function<String, Optional<String>> source, Iterable<String> names) {
    this.source = source;
    this.names = names;
  }

  /** By the context class loader of the calling thread. */
  static Configuration ofThisDeployment() {
    try {
      Class.forName("org.eclipse.microprofile.config.ConfigProvider");
      return MicroProfile.configuration();
    } catch (ClassNotFoundException | IllegalStateException e) {
      // No API, or an API without an implementation. Any other failure is the server's to report.
      return new Configuration(
          Configuration::fromTheProcess, System.getProperties().stringPropertyNames());
    }
  }

  Settings settings() {
    return SettingsReader.read(source);
  }

  void warnOfUnknownKeys(Log log) {
    List<String> unknown = UnknownKeys.among(names, System.getenv().keySet());
    if (!unknown.isEmpty()) {
      log.write(Message.UNKNOWN_KEYS, String.join(", ", unknown), String.join(", ", Key.names()));
    }
  }

  static Optional<String> fromTheProcess(String key) {
    String variable = key.replaceAll("[^A-Za-z0-9]", "_");
    return Optional.ofNullable(System.getProperty(key))
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .or(() -> Optional.ofNullable(System.getenv(variable.toUpperCase(Locale.ROOT))))
        .filter(text -> !text.isEmpty());
  }

  /** Linked only when called, so that the class above loads without the API. */
  private static final class MicroProfile {

    private MicroProfile() {}

    static Configuration configuration() {
      Config config = ConfigProvider.getConfig();
      return new Configuration(
          key -> config.getOptionalValue(key, String.class), config.getPropertyNames());
    }
  }
}
