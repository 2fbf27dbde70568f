package io.lameduck.inflight;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One request or other piece of work in flight, as the gate and the operator see it. */
public abstract class InFlightRequest {

  InFlightRequest() {}

  /** Such as {@code GET /orders}; never with a query, which may hold secrets. */
  public abstract String title();

  /** When it began, by the clock of the drain. */
  abstract long began();

  /** The thread that works on it; null if none is known, as between two async events. */
  abstract @Nullable Thread worker();

  /** Whether the drain waits for it, or ends it. */
  abstract boolean isAwaited();

  /**
   * Interrupts the thread that works on it, once, and none that has gone on to other work.
   *
   * @return whether there was one
   */
  abstract boolean interrupt();

  /**
   * Takes it out of the count if its thread is one of these.
   *
   * @return false if it is another's, or not counted
   */
  abstract boolean excuse(Predicate<Thread> asks);
}
