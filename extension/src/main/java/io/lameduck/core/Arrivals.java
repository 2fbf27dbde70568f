package io.lameduck.core;

import java.util.concurrent.atomic.LongAdder;

/** What arrives after the announcement: how many, and when the last one came. */
public final class Arrivals {

  private final LongAdder count = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder work = new LongAdder();
  private volatile long last;

  /** Quiet is measured from here on, where nothing arrives. */
  void from(long nanos) {
    last = nanos;
  }

  /** The drain was taken back. */
  void forget() {
    count.reset();
    rejected.reset();
    work.reset();
  }

  void add(long nanos) {
    last = nanos;
    count.increment();
  }

  /** What is no request: it is awaited, too, and no traffic. */
  Seat work(Seat seat) {
    if (Seat.late(seat.ticket())) {
      work.increment();
    }
    return seat;
  }

  /** A request was refused. */
  public void reject() {
    rejected.increment();
  }

  /** How long ago the last one came; {@link Long#MAX_VALUE} where none did. */
  long quietNanos(long now) {
    return count() == 0 ? Long.MAX_VALUE : now - last;
  }

  long last() {
    return last;
  }

  /** How much other work has begun. */
  long work() {
    return work.sum();
  }

  /** How many were served. */
  public long count() {
    return count.sum();
  }

  /** How many were refused. */
  public long rejected() {
    return rejected.sum();
  }
}
