package io.lameduck.tck.kubernetes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The endpoints of a Service as the rules of every node have them: what is published is seen a
 * fixed time later, but the first version at once. Safe for use by several threads.
 */
public final class EndpointSlices {

  private record Version(long seenFrom, Set<Endpoint> endpoints) {}

  private final long lag;
  private final LongSupplier nanoClock;
  private final Deque<Version> versions = new ArrayDeque<>();
  private Set<Endpoint> seen = Set.of();
  private boolean empty = true;

  /**
   * No endpoint yet.
   *
   * @param lag from a change of the endpoints to the rules of the nodes
   * @param nanoClock the time in nanoseconds, from any origin
   */
  public EndpointSlices(Duration lag, LongSupplier nanoClock) {
    this.lag = lag.toNanos();
    this.nanoClock = nanoClock;
  }

  /** Replaces all endpoints; their order is kept. */
  public synchronized void publish(Set<Endpoint> endpoints) {
    long delay = empty ? 0 : lag;
    empty = false;
    versions.addLast(
        new Version(
            nanoClock.getAsLong() + delay,
            Collections.unmodifiableSet(new LinkedHashSet<>(endpoints))));
  }

  /** What the rules of the nodes are made of now. */
  public synchronized Set<Endpoint> seen() {
    long now = nanoClock.getAsLong();
    // The difference, as System.nanoTime may overflow.
    for (Version next = versions.peekFirst();
        next != null && now - next.seenFrom() >= 0;
        next = versions.peekFirst()) {
      seen = next.endpoints();
      versions.removeFirst();
    }
    return seen;
  }
}
