package io.lameduck.tck.harness;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks at a fixed rate, each on a thread of its own, until it is closed. */
public final class FixedRate implements AutoCloseable {

  private static final long STOP_SECONDS = 40;

  private final ScheduledExecutorService clock;
  private final List<Future<?>> runs;

  private FixedRate(ScheduledExecutorService clock, List<Future<?>> runs) {
    this.clock = clock;
    this.runs = runs;
  }

  /** Begins at once. */
  public static FixedRate every(Duration period, List<? extends Runnable> tasks) {
    ScheduledExecutorService clock =
        Executors.newScheduledThreadPool(
            tasks.size(),
            task -> {
              Thread client = new Thread(task, "client at a fixed rate");
              client.setDaemon(true);
              return client;
            });
    long nanos = period.toNanos();
    List<Future<?>> runs =
        tasks.stream()
            .<Future<?>>map(t -> clock.scheduleAtFixedRate(t, 0, nanos, TimeUnit.NANOSECONDS))
            .toList();
    return new FixedRate(clock, runs);
  }

  /** Blocks while the tasks go on. */
  public void goOnFor(Duration time) throws InterruptedException {
    // Nothing is synchronised by this: the load itself has this length.
    if (clock.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the tasks have stopped by themselves");
    }
  }

  /**
   * Lets the runs that are under way end, and begins no new ones.
   *
   * @throws IllegalStateException if a task has failed, or does not end
   */
  @Override
  public void close() {
    clock.shutdown();
    try {
      if (!clock.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a client hangs");
      }
      for (Future<?> run : runs) {
        // Cancelled is how a run ends that never failed.
        if (!run.isCancelled()) {
          run.get();
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client has failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
