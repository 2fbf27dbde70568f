package io.lameduck.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.Key;
import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.log.Log;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In an application without CDI: nothing has opened a deployment. */
class FilterInstallerTest {

  private final List<String> calls = new ArrayList<>();

  @AfterEach
  void reset() {
    System.clearProperty(Key.ENABLED.toString());
    Deployment.open(SettingsReader.defaults(), Log.ofPlatform()).close(); // Forgets the context.
  }

  private void install() {
    assertThat(Deployment.current()).isNull();
    new FilterInstaller().onStartup(null, fake(ServletContext.class));
  }

  @Test
  void installsNothingIfSwitchedOff() {
    System.setProperty(Key.ENABLED.toString(), "false");
    install();
    assertThat(calls).isEmpty();
  }

  /** What cannot be read refuses the application later, with the reason. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "maybe"})
  void installsFilterAndListener(String enabled) {
    System.setProperty(Key.ENABLED.toString(), enabled);
    install();
    assertThat(calls).contains("addFilter", "addListener");
  }

  private <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              return switch (method.getName()) {
                case "addFilter" -> fake(FilterRegistration.Dynamic.class);
                case "getContextPath" -> "/fake";
                default -> null;
              };
            }));
  }
}
