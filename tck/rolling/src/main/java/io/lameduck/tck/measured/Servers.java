package io.lameduck.tck.measured;

import io.lameduck.tck.harness.ServerUnderTest;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** The servers of the runners on the class path, by name. */
public final class Servers {

  private final List<ServiceLoader.Provider<ServerUnderTest>> providers =
      ServiceLoader.load(ServerUnderTest.class).stream().toList();

  /**
   * Makes the one whose class has this name; hyphens and capitals do not count. The others are not
   * touched, since their servers may not have been fetched.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ServerUnderTest named(String name) {
    return providers.stream()
        .filter(provider -> plain(provider.type().getSimpleName()).equals(plain(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("one of " + names()))
        .get();
  }

  private List<String> names() {
    return providers.stream().map(provider -> provider.type().getSimpleName()).toList();
  }

  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
