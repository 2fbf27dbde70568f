package io.lameduck.tck.cost;

import io.lameduck.tck.cost.Layout.Content;
import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FreePorts;
import io.lameduck.tck.harness.FreshDirectory;
import io.lameduck.tck.harness.Health;
import io.lameduck.tck.harness.RawConnection;
import io.lameduck.tck.harness.RawResponse;
import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How instances are set up, and whether they are what they should be. */
final class Instances {

  /** Twenty WARs on a busy machine take their time. */
  static final Duration START_BOUND = Duration.ofMinutes(5);

  private static final Duration ANSWER_BOUND = Duration.ofSeconds(10);

  private final CostSettings settings;
  private final QuickWars wars;

  Instances(CostSettings settings) {
    this.settings = settings;
    wars = new QuickWars(settings.folder().resolve("wars"), settings.jar());
  }

  /**
   * One that starts from nothing, as in a new container.
   *
   * @param name of its folder; what an earlier one of that name has left is deleted
   */
  ServerSetup fresh(String name, Layout layout) throws IOException {
    Path directory = settings.folder().resolve("instances").resolve(name);
    FreshDirectory.create(directory);
    return new ServerSetup(
        directory,
        FreePorts.next(),
        FreePorts.next(),
        wars.make(layout),
        QuickWars.paths(layout),
        settings.javaHome(),
        settings.jvm());
  }

  /**
   * Asks each WAR once, and whether the jar is there: a measurement of the wrong application, or of
   * an error page, would be worth nothing.
   *
   * @throws IllegalStateException if something is wrong
   */
  static void check(ServerProcess process, Layout layout) {
    for (String path : QuickWars.paths(layout)) {
      RawResponse response = get(process.httpPort(), path);
      require(response.status() == 200 && response.text().equals("quick"), path + ": " + response);
    }
    RawResponse ready = get(process.healthPort(), "/health/ready");
    boolean jar = Health.of(ready).lameduck().isPresent();
    require(ready.status() == 200, "not ready: " + ready);
    require(jar == (layout.content() == Content.LAMEDUCK), layout.label() + ": " + ready);
  }

  private static RawResponse get(int port, String path) {
    try (RawConnection connection = RawConnection.open(port, ANSWER_BOUND)) {
      return connection.get(path, "Connection: close");
    } catch (ExchangeFailed e) {
      throw new IllegalStateException("no answer from " + path, e);
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
