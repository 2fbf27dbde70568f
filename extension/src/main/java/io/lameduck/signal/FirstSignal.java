package io.lameduck.signal;

import io.lameduck.concurrent.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Tells the signal that begins a drain from its repetition, and from one that ends it at once. */
public final class FirstSignal {

  /** What a signal is. */
  public enum Order {
    /** It begins the drain. */
    FIRST,
    /** It came twice, and changes nothing. */
    REPEATED,
    /** It ends the drain at once. */
    LATER
  }

  /**
   * Within this time of the first, and of the beginning of its drain, a signal is the same request:
   * {@code tini -g}, dumb-init and systemd signal a whole process group, and a shell in it passes
   * the signal on to the JVM, too. A person who has looked at what the first one does is slower.
   */
  static final Duration SAME_REQUEST = Duration.ofSeconds(2);

  private final MonotonicClock clock;
  private final AtomicReference<@Nullable Long> first = new AtomicReference<>();
  private final AtomicBoolean begun = new AtomicBoolean();

  /** No signal received yet. */
  public FirstSignal(MonotonicClock clock) {
    this.clock = clock;
  }

  /** A signal comes, of whatever kind. Never blocks. */
  public Order arrive() {
    long now = clock.nanos();
    Long before = first.compareAndExchange(null, now);
    if (before == null) {
      return Order.FIRST;
    }
    return now - before < SAME_REQUEST.toNanos() ? Order.REPEATED : Order.LATER;
  }

  /**
   * The drain of the first begins now, and the log says so: on a busy machine, long after the first
   * of a hundred signals in a row. Only the first call counts: a second drain awaits requests that
   * have come after the first.
   */
  public void begun() {
    if (begun.compareAndSet(false, true)) {
      first.set(clock.nanos());
    }
  }

  /** A peer has got it; a repetition changes nothing. */
  public void seenByPeer() {
    Order unused = arrive();
  }

  /** Whether there was one. */
  public boolean hasCome() {
    return first.get() != null;
  }
}
