package io.lameduck.tck.runner.payara.server;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads in the log of a server that a boot command failed to deploy an application because the
 * server's own security could not begin: {@code PolicyLoader} loads a class by the context class
 * loader of the thread, and that of the boot commands may have none (Payara Server 6.2025.9, seen
 * once in hundreds of starts). The application is not looked at by then, and no other failure is
 * taken for this one.
 */
final class FailedBootCommand implements Consumer<String> {

  private static final Pattern FAILED =
      Pattern.compile("Boot Command deploy failed .* deploying the app \\[(?<name>[^]]+)] : ");
  private static final String CAUSE = "1. com.sun.enterprise.security.SecurityLifecycleException";

  private final Consumer<String> onFailure;
  private @Nullable String failed;

  /**
   * Reads no line yet.
   *
   * @param onFailure is given the name of the application, on the thread that reads the log
   */
  FailedBootCommand(Consumer<String> onFailure) {
    this.onFailure = onFailure;
  }

  /** The cause is in the line after that of the failure. */
  @Override
  public void accept(String line) {
    String name = failed;
    Matcher failure = FAILED.matcher(line);
    failed = failure.find() ? failure.group("name") : null;
    if (name != null && line.startsWith(CAUSE)) {
      onFailure.accept(name);
    }
  }
}
