package io.lameduck.core;

import java.util.concurrent.atomic.LongAdder;

/** What arrives after the announcement: how many, and when the last one came. */
final class Arrivals {

  private final LongAdder count = new LongAdder();
  private volatile long last;

  /** Quiet is measured from here on, where nothing arrives. */
  void from(long nanos) {
    last = nanos;
  }

  void add(long nanos) {
    last = nanos;
    count.increment();
  }

  long last() {
    return last;
  }

  long count() {
    return count.sum();
  }
}
