package io.lameduck.tck.rolling;

import io.lameduck.tck.harness.ExchangeFailed;
import io.lameduck.tck.harness.FixedRate;
import io.lameduck.tck.harness.Health;
import io.lameduck.tck.load.Fleet;
import jakarta.json.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Asks every instance for its readiness, as a kubelet does but more often, and writes down what it
 * says. It has no say in the balancing.
 */
final class ReadinessPoll implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /**
   * One answer.
   *
   * @param nanos when it was asked for, on the clock of {@link System#nanoTime}
   * @param readiness {@code up}, {@code down}, or {@code none} for no answer
   * @param phase of the check {@code lameduck}; empty where it is not there
   * @param active requests that the check named; -1 where it is not there
   */
  record Sighting(int instance, long nanos, String readiness, String phase, int active) {}

  private final ConcurrentLinkedQueue<Sighting> sightings = new ConcurrentLinkedQueue<>();
  private final FixedRate rate;

  private ReadinessPoll(Fleet fleet) {
    rate =
        FixedRate.every(
            PERIOD,
            IntStream.range(0, fleet.size())
                .<Runnable>mapToObj(i -> () -> ask(i, fleet.get(i).healthPort()))
                .toList());
  }

  /** Begins at once. */
  static ReadinessPoll of(Fleet fleet) {
    return new ReadinessPoll(fleet);
  }

  /** What was seen so far, in no order. */
  List<Sighting> sightings() {
    return new ArrayList<>(sightings);
  }

  @Override
  public void close() {
    rate.close();
  }

  private void ask(int instance, int port) {
    long now = System.nanoTime();
    try {
      Health health = Health.ask(port, "/health/ready", "User-Agent: kube-probe/1.29", TIMEOUT);
      String readiness = health.status() == 200 ? "up" : "down";
      sightings.add(
          health
              .lameduck()
              .map(c -> new Sighting(instance, now, readiness, c.phase(), c.activeRequests()))
              .orElseGet(() -> new Sighting(instance, now, readiness, "", -1)));
    } catch (ExchangeFailed | JsonException e) {
      sightings.add(new Sighting(instance, now, "none", "", -1));
    }
  }
}
