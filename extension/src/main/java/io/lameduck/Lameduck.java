package io.lameduck;

/**
 * The drain of this application, as the application sees it; to be injected. It can be injected
 * where Lameduck is switched off, too, and then says that it serves, and waits for nothing.
 *
 * <p>Safe for use by several threads. Nothing here blocks.
 */
public interface Lameduck {

  /** Where the application stands between serving and stopped. */
  DrainPhase phase();

  /** How many requests and other pieces of work are in flight. */
  long activeRequests();

  /**
   * Begins a piece of work that a drain waits for, at any time, during a drain too.
   *
   * @param name name used in the log if it does not finish in time
   * @return to be closed when the work is over, by any thread
   */
  WorkLease begin(String name);
}
