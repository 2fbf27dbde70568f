package io.lameduck.deployment;

import io.lameduck.config.SettingsReader;
import io.lameduck.inflight.Lease;
import io.lameduck.log.LineLogger;
import io.lameduck.log.Log;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One deployment in a class loader of its own, which {@link PeersProgram} tells what to do through
 * types of the JDK alone.
 */
public final class Peer implements UnaryOperator<String> {

  private static final Map<String, String> FAST =
      Map.of(
          "lameduck.grace-period", "20s",
          "lameduck.stop-reserve", "4s",
          "lameduck.announce.min", "300ms",
          "lameduck.announce.quiet", "200ms",
          "lameduck.announce.max", "2s",
          "lameduck.signals", "TERM");

  private final Deque<Lease> running = new ArrayDeque<>();
  private @Nullable Deployment deployment;

  /** Obeys, and returns what there is to say. */
  @Override
  public String apply(String command) {
    String[] words = command.split(" ", -1);
    switch (words[0]) {
      case "open" -> open(words[1]);
      case "enter" -> running.add(deployment().drain().enter("GET", "/test"));
      case "end" -> running.remove().end();
      case "close" -> deployment().contextStopped();
      default -> throw new IllegalArgumentException(command);
    }
    return command + " done";
  }

  private void open(String name) {
    Log log = new Log((LineLogger) (level, text) -> System.out.println(name + " " + text));
    Deployment.contextFound(name);
    Deployment opened =
        Deployment.open(SettingsReader.read(key -> Optional.ofNullable(FAST.get(key))), log);
    opened.drain().toldReady();
    opened.contextStarted();
    deployment = opened;
  }

  private Deployment deployment() {
    if (deployment == null) {
      throw new IllegalStateException("not open");
    }
    return deployment;
  }
}
