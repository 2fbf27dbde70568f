package io.lameduck.inflight;

import java.util.concurrent.atomic.LongAdder;

/**
 * The traffic of a deployment: whether any is to be expected, and what has come since a drain was
 * announced. Safe for use by several threads.
 */
public final class Traffic {

  private final LongAdder servedLate = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder goAways = new LongAdder();
  private final LongAdder lateWork = new LongAdder();
  private volatile boolean expected;
  private volatile long last;

  /** None has come, and none is expected. */
  public Traffic() {}

  /** A balancer may send something: readiness was answered UP. */
  public void expect() {
    expected = true;
  }

  /** Whether a balancer may send something, or anything has ever come. */
  public boolean isExpected() {
    return expected;
  }

  /** A request has entered, late or before the announcement. */
  public void entered(boolean late, long now) {
    if (late) {
      last = now;
      servedLate.increment();
    } else if (!expected) {
      expected = true;
    }
  }

  /** Work that is no request has begun: a drain waits for it, but not for its quiet. */
  public void begun(boolean late) {
    if (late) {
      lateWork.increment();
    }
  }

  /** A request was refused. */
  public void reject() {
    rejected.increment();
  }

  /** So many HTTP/2 connections have been told to go. */
  public void goAway(int connections) {
    goAways.add(connections);
  }

  /** A drain is announced: if nothing arrives, it is quiet from here on. */
  public void announced(long nanos) {
    last = nanos;
  }

  /** The drain was resumed. */
  public void forget() {
    servedLate.reset();
    rejected.reset();
    goAways.reset();
    lateWork.reset();
  }

  /** How long ago the last late request came; {@link Long#MAX_VALUE} if none did. */
  public long quietNanos(long now) {
    return servedLate() == 0 ? Long.MAX_VALUE : now - last;
  }

  /** When the last late request came, or the drain was announced. */
  public long last() {
    return last;
  }

  /** How many late requests were served. */
  public long servedLate() {
    return servedLate.sum();
  }

  /** How many requests were refused. */
  public long rejected() {
    return rejected.sum();
  }

  /** How many HTTP/2 connections have been told to go (GOAWAY). */
  public long goAways() {
    return goAways.sum();
  }

  /** How much other work has begun late. */
  public long lateWork() {
    return lateWork.sum();
  }
}
