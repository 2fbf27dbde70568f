package io.lameduck.inflight;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work in flight. It is ended exactly once, by whatever thread comes first; every
 * later end is ignored, so that completion, time-out, error and a plain return may all report it.
 * Safe for use by several threads.
 */
public final class Lease extends InFlightRequest {

  // The state: none of these bits while it simply runs, and is counted.
  private static final int ENDED = 1;
  private static final int STREAM = 2;
  private static final int INTERRUPTING = 4;
  private static final int INTERRUPTED = 8;
  private static final int EXCUSED = 16;

  private static final AtomicIntegerFieldUpdater<Lease> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Lease.class, "state");
  private static final AtomicReferenceFieldUpdater<Lease, @Nullable Thread> WORKER =
      AtomicReferenceFieldUpdater.newUpdater(Lease.class, Thread.class, "worker");

  private final RequestGate gate;
  private final String kind;
  private final String name;
  private final long began;
  private final boolean late;
  private final boolean anyThread;
  private volatile @Nullable Thread worker = Thread.currentThread();
  private volatile int state;

  private Lease(
      RequestGate gate, String kind, String name, long began, boolean late, boolean anyThread) {
    this.gate = gate;
    this.kind = kind;
    this.name = name;
    this.began = began;
    this.late = late;
    this.anyThread = anyThread;
  }

  /**
   * Counts one more, which the calling thread works on; the caller ends it.
   *
   * @param kind the method of a request, or what else it is
   * @param name the path of a request without its query, or a name
   * @param now by the clock of the drain
   */
  public static Lease enter(RequestGate gate, String kind, String name, long now) {
    return enter(gate, kind, name, now, false);
  }

  /** As {@link #enter}, for work that the calling thread may leave to another without a word. */
  public static Lease enterForAnyThread(RequestGate gate, String kind, String name, long now) {
    return enter(gate, kind, name, now, true);
  }

  private static Lease enter(
      RequestGate gate, String kind, String name, long now, boolean anyThread) {
    boolean late = gate.enterCount();
    try {
      Lease lease = new Lease(gate, kind, name, now, late, anyThread);
      gate.add(lease);
      return lease;
    } catch (Error e) {
      gate.leaveCount(); // No memory: the work will not begin, and must not be awaited.
      throw e;
    }
  }

  @Override
  public String title() {
    return kind + " " + name;
  }

  @Override
  long began() {
    return began;
  }

  @Override
  @Nullable Thread worker() {
    return worker;
  }

  /** Whether the work began after the drain was announced. */
  public boolean late() {
    return late;
  }

  /** Whether the drain has been announced by now. */
  public boolean announced() {
    return gate.announced();
  }

  /** Whether the work has ended. */
  public boolean isEnded() {
    return (state & ENDED) != 0;
  }

  /** Ends the work; never blocks. Safe from any thread, any number of times. */
  public void end() {
    int before = afterInterrupting();
    while ((before & ENDED) == 0) {
      if (STATE.compareAndSet(this, before, before | ENDED)) {
        worker = null; // Not to keep a thread that has ended.
        gate.remove(this);
        if ((before & STREAM) != 0) {
          gate.leaveStreams(this);
        } else if ((before & EXCUSED) == 0) {
          gate.leaveCount();
        }
        break;
      }
      before = afterInterrupting();
    }
    if (before != 0) {
      gate.interrupts().leave(this);
    }
  }

  /** From now on the calling thread works on it, or, with {@code false}, none that is known. */
  public void workedOn(boolean here) {
    Thread self = Thread.currentThread();
    if (here) {
      if (isEnded() || !WORKER.compareAndSet(this, null, self) || !isEnded()) {
        return;
      }
    } else if (isEnded()) {
      gate.interrupts().leave(this);
      return;
    }
    // First this thread is gone, then it looks; interrupt() does it the other way round.
    WORKER.compareAndSet(this, self, null);
    int unused = afterInterrupting();
    gate.interrupts().leave(this);
  }

  /**
   * It has turned out to be a stream without an end of its own.
   *
   * @param stream is asked to end when the time of the streams is up
   */
  public void becomesEndless(OpenStream stream) {
    gate.streams().add(this, stream); // Before it leaves the count: it is never in neither.
    if (STATE.compareAndSet(this, 0, STREAM)) {
      gate.leaveCount();
    } else if ((state & (STREAM | ENDED)) != STREAM) {
      gate.streams().remove(this);
    }
  }

  /** It is no such stream after all, and is waited for again. */
  public void becomesFinite() {
    boolean unused = gate.enterCount(); // Before it leaves the streams: it is never in neither.
    if (STATE.compareAndSet(this, STREAM, 0)) {
      gate.streams().remove(this);
    } else {
      gate.leaveCount();
    }
  }

  @Override
  boolean interrupt() {
    int now;
    do {
      now = state;
      if (anyThread || (now & ~STREAM) != 0) {
        return false;
      }
    } while (!STATE.compareAndSet(this, now, now | INTERRUPTING));
    try {
      Thread thread = worker;
      return thread != null && gate.interrupts().interrupt(thread, this);
    } finally {
      state = now | INTERRUPTED;
    }
  }

  /** While a thread is being interrupted, it cannot leave: nothing else of ours waits for that. */
  private int afterInterrupting() {
    int now;
    while (((now = state) & INTERRUPTING) != 0) {
      Thread.onSpinWait();
    }
    return now;
  }

  @Override
  boolean excuse(Predicate<Thread> asks) {
    Thread thread = worker;
    if (anyThread
        || thread == null
        || state != 0
        || !asks.test(thread)
        || !STATE.compareAndSet(this, 0, EXCUSED)) {
      return false;
    }
    gate.leaveCount();
    return true;
  }

  @Override
  boolean isAwaited() {
    return (state & (ENDED | EXCUSED)) == 0;
  }

  /** For the gate's set. Spares the JVM an identity hash, which costs more than the entry. */
  @Override
  public int hashCode() {
    return Long.hashCode(began);
  }

  /** Each is only itself. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }
}
