package io.lameduck.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts what is in flight, exactly: {@link #running} never reads 0 while anything that entered has
 * not left. The count and the announcement share one word, so that each entry is on one side of the
 * announcement and is counted there, whatever the threads do.
 *
 * <p>Entering and leaving never block. A striped counter would be faster with many threads, but its
 * sum can read 0 while a request runs.
 */
public final class RequestGate {

  private static final long ANNOUNCED = Long.MIN_VALUE;
  private static final long COUNT = Long.MAX_VALUE;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(RequestGate.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile long state;
  private volatile Runnable onIdle = () -> {};

  /** Counts one more. The caller ends the lease when the work is over. */
  public Lease enter() {
    // Count before you look: whoever reads the count after this sees the request.
    long before = (long) STATE.getAndAdd(this, 1L);
    return new Lease(this, (before & ANNOUNCED) != 0);
  }

  void leave() {
    long after = (long) STATE.getAndAdd(this, -1L) - 1;
    if (after == ANNOUNCED) {
      onIdle.run();
    }
  }

  /** How many have entered and not left. */
  public long running() {
    return state & COUNT;
  }

  /**
   * Marks everything that enters from now on as late.
   *
   * @param idle run by the thread that brings the count to 0 after this call, each time; must not
   *     block
   * @return how many were running at that very moment
   */
  long announce(Runnable idle) {
    onIdle = idle;
    return (long) STATE.getAndBitwiseOr(this, ANNOUNCED) & COUNT;
  }
}
