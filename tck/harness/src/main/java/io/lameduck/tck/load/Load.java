package io.lameduck.tck.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Strict clients that ask a server at a steady pace, one thread each.
 *
 * <p>Nothing is retried: a request that is refused, reset, cut off, timed out or answered with
 * anything but a whole 200 has failed. A kept connection that is found closed <em>before</em> a
 * request is sent is no failure, and a new one is opened; so it is after a response that says
 * {@code Connection: close}.
 *
 * <p>{@link #progress} can be called by any thread at any time.
 */
public final class Load implements AutoCloseable {

  private final CountDownLatch stop = new CountDownLatch(1);
  private final LongAdder sent = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final long origin = System.nanoTime();
  private final ExecutorService threads;
  private final List<Future<List<RequestRecord>>> clients = new ArrayList<>();

  private Load(Workload workload) {
    threads = Executors.newCachedThreadPool(Load::daemon);
    for (Callable<List<RequestRecord>> client : workload.clients(origin, stop, this::count)) {
      clients.add(threads.submit(client));
    }
    threads.shutdown();
  }

  /** Starts all clients of the workload; returns at once. */
  public static Load start(Workload workload) {
    return new Load(workload);
  }

  /** The beginning of the times in the records, on the clock of {@link System#nanoTime}. */
  public long origin() {
    return origin;
  }

  /** What has ended so far. */
  public Progress progress() {
    long failures = failed.sum();
    return new Progress(sent.sum(), failures);
  }

  /**
   * Stops the clients; each still gets the outcome of the request that it has sent, so this blocks
   * for at most the plan's timeout.
   *
   * @return the records of all requests
   * @throws IllegalStateException if a client itself is broken, which says nothing about the server
   */
  public LoadResult stop() throws InterruptedException {
    stop.countDown();
    List<RequestRecord> requests = new ArrayList<>();
    for (Future<List<RequestRecord>> client : clients) {
      try {
        requests.addAll(client.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a client of the load is broken", e.getCause());
      }
    }
    requests.sort(Comparator.comparing(RequestRecord::start));
    return new LoadResult(requests);
  }

  /** Drops the clients where they are; has no effect after {@link #stop}. */
  @Override
  public void close() {
    stop.countDown();
    threads.shutdownNow();
  }

  private void count(Outcome outcome) {
    sent.increment();
    if (!outcome.ok()) {
      failed.increment();
    }
  }

  private static Thread daemon(Runnable client) {
    Thread thread = new Thread(client, "load");
    thread.setDaemon(true);
    return thread;
  }
}
