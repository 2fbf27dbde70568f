package io.lameduck.deployment;

import io.lameduck.config.SettingsReader;
import io.lameduck.inflight.Lease;
import io.lameduck.log.LineLogger;
import io.lameduck.log.Log;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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

  /** Less than of {@link #FAST}. */
  private static final String BRIEF = "9s";

  private final Deque<Lease> running = new ArrayDeque<>();
  private @Nullable Deployment deployment;

  /** Obeys, and returns what there is to say. */
  @Override
  public String apply(String command) {
    String[] words = command.split(" ", -1);
    switch (words[0]) {
      case "open" -> open(words[1], FAST);
      case "open-briefly" -> {
        Map<String, String> brief = new HashMap<>(FAST);
        brief.put("lameduck.grace-period", BRIEF);
        open(words[1], brief);
      }
      case "stuck" -> stuck(words[1]);
      case "enter" -> running.add(Lease.of(deployment().drain().enter("GET", "/test")));
      case "end" -> running.remove().end();
      case "finish" -> deployment().finishRequests();
      case "close" -> deployment().contextStopped();
      default -> throw new IllegalArgumentException(command);
    }
    return command + " done";
  }

  /** Begins a request that ends when its thread is interrupted. */
  private void stuck(String name) {
    CountDownLatch entered = new CountDownLatch(1);
    Thread request =
        new Thread(
            () -> {
              Lease lease = Lease.of(deployment().drain().enter("GET", "/stuck"));
              entered.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                System.out.println(name + " INTERRUPTED");
              } finally {
                lease.end();
              }
            });
    request.setDaemon(true);
    request.start();
    try {
      entered.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void open(String name, Map<String, String> settings) {
    Log log = new Log((LineLogger) (level, text) -> System.out.println(name + " " + text));
    Deployment.contextFound(name);
    Deployment opened =
        Deployment.open(
            SettingsReader.read(key -> Optional.ofNullable(settings.get(key))),
            new ShiftedClock(),
            log);
    opened.drain().readinessReportedUp();
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
