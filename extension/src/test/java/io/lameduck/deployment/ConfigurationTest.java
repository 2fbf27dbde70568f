package io.lameduck.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

  private final RecordingLogger logger = new RecordingLogger();

  /** Payara asks each source of the application, and passes on what that throws. */
  @Test
  void aSourceThatCannotListItsNamesFailsNothing() {
    Configuration configuration = Configuration.MicroProfile.of(withoutNames());
    assertThat(configuration.settings().enabled()).isTrue();
    configuration.warnOfUnknownKeys(new Log(logger));
    assertThat(logger.lines()).isEmpty();
  }

  private static Config withoutNames() {
    return (Config)
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getPropertyNames")) {
                throw new UnsupportedOperationException("secrets are not listed");
              }
              return Optional.empty();
            });
  }
}
