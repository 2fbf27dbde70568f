package io.lameduck.tck.load;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Clients of a {@link Load}, before it begins. */
public interface Workload {

  /**
   * Makes the clients; each is called once, and each on another thread.
   *
   * @param origin of the times in the records, on the clock of {@link System#nanoTime}
   * @param stop tells a client to return after the request that is running then has ended
   * @param tally is told each outcome as it comes; any thread may call it
   */
  List<Callable<List<RequestRecord>>> clients(
      long origin, CountDownLatch stop, Consumer<Outcome> tally);
}
