package io.lameduck.deployment;

import io.lameduck.config.Key;
import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import io.lameduck.config.UnknownKeys;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the settings come from: MicroProfile Config, and on a server without it the system
 * properties and the environment, by the rules of MicroProfile Config (3.0, Environment Variables
 * Mapping Rules).
 */
final class Configuration {

  private final Function<String, Optional<String>> source;
  private final Supplier<Iterable<String>> names;

  private Configuration(
      Function<String, Optional<String>> source, Supplier<Iterable<String>> names) {
    this.source = source;
    this.names = names;
  }

  /** By the context class loader of the calling thread. */
  static Configuration ofThisDeployment() {
    try {
      Class.forName("org.eclipse.microprofile.config.ConfigProvider");
      return MicroProfile.of(ConfigProvider.getConfig());
    } catch (ClassNotFoundException | IllegalStateException e) {
      // No API, or an API without an implementation. Any other failure is the server's to report.
      return new Configuration(
          Configuration::fromTheProcess, () -> System.getProperties().stringPropertyNames());
    }
  }

  /** By the context class loader of the calling thread; false if it is not to be read. */
  static boolean isSwitchedOff() {
    try {
      return !ofThisDeployment().settings().enabled();
    } catch (RuntimeException e) {
      return false; // The next who reads it tells why.
    }
  }

  Settings settings() {
    return SettingsReader.read(source);
  }

  void warnOfUnknownKeys(Log log) {
    List<String> unknown = UnknownKeys.among(propertyNames(), System.getenv().keySet());
    if (!unknown.isEmpty()) {
      log.write(Message.UNKNOWN_KEYS, String.join(", ", unknown), String.join(", ", Key.names()));
    }
  }

  /**
   * None if a source of the application cannot list its own: a warning is not worth a deployment.
   */
  private List<String> propertyNames() {
    List<String> found = new ArrayList<>();
    try {
      names.get().forEach(found::add);
    } catch (RuntimeException e) {
      // Such as a store of secrets, whose names no other part of some servers asks for.
    }
    return found;
  }

  static Optional<String> fromTheProcess(String key) {
    String variable = key.replaceAll("[^A-Za-z0-9]", "_");
    return Optional.ofNullable(System.getProperty(key))
        .or(() -> Optional.ofNullable(System.getenv(variable)))
        .or(() -> Optional.ofNullable(System.getenv(variable.toUpperCase(Locale.ROOT))))
        .filter(text -> !text.isEmpty());
  }

  /** Linked only when called, so that the class above loads without the API. */
  static final class MicroProfile {

    private MicroProfile() {}

    static Configuration of(Config config) {
      return new Configuration(
          key -> config.getOptionalValue(key, String.class), config::getPropertyNames);
    }
  }
}
