package io.lameduck.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One piece of work in flight. It is ended exactly once, by whatever thread comes first; every
 * later end is ignored, so that completion, time-out, error and a plain return may all report it.
 */
public final class Lease {

  private static final VarHandle ENDED;

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(Lease.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final RequestGate gate;
  private final boolean late;

  @SuppressWarnings("unused") // through ENDED
  private boolean ended;

  Lease(RequestGate gate, boolean late) {
    this.gate = gate;
    this.late = late;
  }

  /** Whether the work began after the drain was announced. */
  public boolean late() {
    return late;
  }

  /** Ends the work; never blocks. Safe from any thread, any number of times. */
  public void end() {
    if (ENDED.compareAndSet(this, false, true)) {
      gate.leave();
    }
  }
}
