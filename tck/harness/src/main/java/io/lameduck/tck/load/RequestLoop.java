package io.lameduck.tck.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One thread of a load, which sends a request at each interval, and records how it went. */
public abstract class RequestLoop implements Callable<List<RequestRecord>> {

  private final Requester requester;
  private final Duration interval;
  private final long origin;
  private final CountDownLatch stop;
  private final Consumer<Outcome> tally;

  /**
   * A loop that has not begun.
   *
   * @param interval from the start of one request to that of the next, if it has ended by then
   * @param origin of the times in the records, on the clock of {@link System#nanoTime}
   */
  protected RequestLoop(
      Requester requester,
      Duration interval,
      long origin,
      CountDownLatch stop,
      Consumer<Outcome> tally) {
    this.requester = requester;
    this.interval = interval;
    this.origin = origin;
    this.stop = stop;
    this.tally = tally;
  }

  /** When to send the first request, on the clock of {@link System#nanoTime}. */
  protected abstract long firstDue();

  /**
   * Blocks until the response is there, or has failed.
   *
   * @param start when it is sent, on the clock of {@link System#nanoTime}
   */
  protected abstract Outcome request(long start) throws InterruptedException;

  /** How long to send nothing after this outcome; zero if the interval is enough. */
  protected abstract Duration pauseAfter(Outcome outcome);

  /** Returns when stopped, after the request that is running then has ended. */
  @Override
  public List<RequestRecord> call() throws InterruptedException {
    List<RequestRecord> records = new ArrayList<>();
    long due = firstDue();
    while (!stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      long start = System.nanoTime();
      Outcome outcome = request(start);
      long end = System.nanoTime();
      records.add(
          new RequestRecord(
              requester, Duration.ofNanos(start - origin), Duration.ofNanos(end - start), outcome));
      tally.accept(outcome);
      due = Math.max(due + interval.toNanos(), end + pauseAfter(outcome).toNanos());
    }
    return records;
  }
}
