package io.lameduck.tck.load;

import io.lameduck.tck.harness.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stops and starts the instances of a fleet one after the other, under load, behind a balancer that
 * hears of each stop too late: what a rolling update is to the clients.
 *
 * <p>For each instance: it is told to stop, at once or after what a hook sleeps; the balancer is
 * told {@code lag} after the beginning, whatever the instance does meanwhile; when the process has
 * ended <em>and</em> the balancer knows, the instance is started again, and put back when it is
 * ready.
 */
public final class RollingRestart {

  private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);

  /** Is told how it goes, by one thread at a time. */
  public interface Watcher {

    /** Something has begun or ended, or the figures have moved on since the last call. */
    void saw(String phase, Progress soFar);
  }

  /** Decides before each rolling restart whether there is another one. */
  public interface Rounds {

    /**
     * Called by one thread, with the number of rolling restarts done and the load so far; may
     * block.
     */
    boolean another(int done, Progress soFar) throws InterruptedException;
  }

  private final Fleet fleet;
  private final Balancer balancer;
  private final Workload workload;
  private final RollingRestartTimes times;
  private final Watcher watcher;
  private String phase = "start";

  /** Takes instances that are ready; does nothing yet. */
  public RollingRestart(
      Fleet fleet,
      Balancer balancer,
      Workload workload,
      RollingRestartTimes times,
      Watcher watcher) {
    this.fleet = fleet;
    this.balancer = balancer;
    this.workload = workload;
    this.times = times;
    this.watcher = watcher;
  }

  /**
   * Blocks for the given number of rolling restarts, all under one load.
   *
   * @throws IllegalStateException if an instance does not end or does not start within its bound;
   *     an instance that does not end is left to its owner, who kills it
   */
  public RollingRestartResult run(int rounds) throws IOException, InterruptedException {
    return run((done, soFar) -> done < rounds);
  }

  /** The same, for as long as it is told to. */
  public RollingRestartResult run(Rounds rounds) throws IOException, InterruptedException {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (Load load = Load.start(workload)) {
      ScheduledFuture<?> reports =
          timer.scheduleAtFixedRate(
              () -> saw(load), 0, REPORT_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      List<Stop> stops = new ArrayList<>();
      begin("steady", load);
      pass(timer, times.steady());
      for (int done = 0; rounds.another(done, load.progress()); done++) {
        for (int instance = 0; instance < fleet.size(); instance++) {
          stops.add(restart(instance, timer, load));
          begin("steady", load);
          pass(timer, times.steady());
        }
      }
      RollingRestartResult result = new RollingRestartResult(load.origin(), load.stop(), stops);
      reports.cancel(false);
      begin("done", load);
      return result;
    } finally {
      timer.shutdownNow();
    }
  }

  private Stop restart(int instance, ScheduledExecutorService timer, Load load)
      throws IOException, InterruptedException {
    ServerProcess process = fleet.get(instance);
    long begun = System.nanoTime();
    ScheduledFuture<?> told =
        timer.schedule(() -> tell(instance, load), times.lag().toNanos(), TimeUnit.NANOSECONDS);
    if (!times.preStop().isZero()) {
      begin(name(instance) + ": the hook sleeps", load);
      pass(timer, times.preStop());
    }
    begin(name(instance) + ": " + fleet.stopWay().label(), load);
    fleet.stop(instance);
    int exitCode = process.awaitExit(times.exitBound());
    Duration exitTime = Duration.ofNanos(System.nanoTime() - begun);
    begin("%s: exit %d".formatted(name(instance), exitCode), load);
    await(told);
    begin(name(instance) + ": starts again", load);
    fleet.startAgain(instance);
    balancer.putIn(instance);
    return new Stop(instance, Duration.ofNanos(begun - load.origin()), exitTime, exitCode);
  }

  private void tell(int instance, Load load) {
    balancer.takeOut(instance);
    begin(name(instance) + ": the balancer knows", load);
  }

  private synchronized void begin(String next, Load load) {
    phase = next;
    saw(load);
  }

  private synchronized void saw(Load load) {
    watcher.saw(phase, load.progress());
  }

  /** Lets this much time of the experiment pass. */
  private static void pass(ScheduledExecutorService timer, Duration time)
      throws InterruptedException {
    await(timer.schedule(() -> {}, time.toNanos(), TimeUnit.NANOSECONDS));
  }

  private static void await(ScheduledFuture<?> event) throws InterruptedException {
    try {
      event.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** For people, who count from one. */
  private static String name(int instance) {
    return "instance " + (instance + 1);
  }
}
