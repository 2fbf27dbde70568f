package io.lameduck.concurrent;

import java.time.Duration;
import java.util.TreeMap;

/**
 * Time that moves only when a thread parks, at once and exactly; on its way it runs what is
 * planned.
 */
public final class ManualClock implements MonotonicClock {

  /** Close to the overflow of a long, where {@code System.nanoTime} may start too. */
  private static final long START = Long.MAX_VALUE - 1_000;

  private final TreeMap<Long, Runnable> plan = new TreeMap<>();
  private long elapsed;
  private long broken;

  /** Plans an action at this time after the start. */
  public ManualClock at(Duration time, Runnable action) {
    plan.merge(
        time.toNanos(),
        action,
        (first, second) ->
            () -> {
              first.run();
              second.run();
            });
    return this;
  }

  /**
   * Until then nobody of a drain can wait: as the JDK shows a full heap where it links a lambda.
   */
  public void brokenUntil(Duration time) {
    broken = time.toNanos();
  }

  public Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  @Override
  public long nanos() {
    return START + elapsed;
  }

  @Override
  public void park(Object blocker, long nanos) {
    if (nanos <= 0) {
      throw new AssertionError("parked for " + nanos + " ns: a polling loop");
    }
    if (blocker instanceof Waiters && elapsed < broken) {
      throw new InternalError(new OutOfMemoryError("Java heap space"));
    }
    long until = elapsed + nanos;
    if (!plan.isEmpty() && plan.firstKey() <= until) {
      var next = plan.pollFirstEntry();
      elapsed = Math.max(elapsed, next.getKey());
      next.getValue().run();
    } else {
      elapsed = until;
    }
  }
}
