package io.lameduck.inflight;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the registry for one request or other piece of work in flight, and for another one after
 * it: a request costs no memory for its name. Each use has a stamp, so that an end which comes late
 * with an old one ends nothing.
 *
 * <p>One word says which use it is, whether that was late, and how it stands. The rest is written
 * only between two changes of the word, by the thread that made the first.
 */
public final class InFlightEntry {

  // How it stands: each more than the one before, and a use goes on from one to the next.
  private static final int FREE = 0;
  private static final int CHANGING = 1;
  private static final int RUNNING = 2;
  private static final int STREAM = 3;
  private static final int STATES = 3;

  /** In the stamp: it began after the announcement. */
  static final int LATE = 4;

  /** In the stamp: any thread may end it, and its first one does not tell when it leaves. */
  static final int ANY_THREAD = 8;

  // What becomes of a use at a stop. It cannot end while its thread is being interrupted.
  private static final int INTERRUPTING = 16;
  private static final int INTERRUPTED = 32;
  private static final int UNCOUNTED = 64;
  private static final int TOUCHED = INTERRUPTING | INTERRUPTED | UNCOUNTED;

  /** Only the container still works on it, and the thread that began it. */
  private static final int LEFT = 128;

  private static final int NEXT_USE = 256;

  private static final VarHandle WORD;
  private static final VarHandle WORKER;

  static {
    try {
      MethodHandles.Lookup own = MethodHandles.lookup();
      WORD = own.findVarHandle(InFlightEntry.class, "word", long.class);
      WORKER = own.findVarHandle(InFlightEntry.class, "worker", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * What was in flight at some moment.
   *
   * @param title such as {@code GET /orders}; never with a query, which may hold secrets
   * @param began by the clock of the drain
   * @param worker the thread that works on it; null if none is known, as between two async events
   * @param stream whether it is an event stream, which is ended and not awaited
   */
  public record Snapshot(String title, long began, @Nullable Thread worker, boolean stream) {}

  /** The gate, as an entry needs it. */
  abstract static class Gate {

    abstract boolean announced();

    abstract void enterCount();

    abstract void leaveCount();

    abstract void addStream(InFlightEntry entry, long stamp, OpenStream stream);

    abstract void removeStream(InFlightEntry entry, long stamp);

    /** As {@link #removeStream}, for one whose request is over. */
    abstract void leaveStreams(InFlightEntry entry, long stamp);

    /**
     * Interrupts a thread that cannot leave the use of the entry meanwhile.
     *
     * @return false if it was interrupted before, in work around this, or is the calling one
     */
    abstract boolean interrupt(Thread thread, InFlightEntry entry);

    /** The calling thread has left the use of the entry in which it may have been interrupted. */
    abstract void leaveInterrupted(InFlightEntry entry);
  }

  private final Gate gate;

  @SuppressWarnings("unused") // through WORD
  private volatile long word;

  private @Nullable String kind;
  private @Nullable String name;
  private long began;
  private @Nullable Thread worker;

  InFlightEntry(Gate gate) {
    this.gate = gate;
  }

  /**
   * Takes the entry for the calling thread; false if it is not free.
   *
   * @param marks of the stamp
   */
  boolean tryTake(String kind, String name, long began, int marks) {
    long free = (long) WORD.getOpaque(this);
    if ((free & STATES) != FREE || !WORD.compareAndSet(this, free, free + CHANGING)) {
      return false;
    }
    // Orders the word before the name: a reader that sees the new name sees that the old use ended.
    VarHandle.storeStoreFence();
    this.kind = kind;
    this.name = name;
    this.began = began;
    this.worker = Thread.currentThread();
    WORD.setRelease(this, free + RUNNING + marks);
    return true;
  }

  /** Of the present use; for the thread that has taken the entry, before it passes it on. */
  public long stamp() {
    return (long) WORD.getOpaque(this)
        & ~(long) (TOUCHED | LEFT); // A stop may have been there since.
  }

  /** Whether that use began after the drain was announced. */
  public static boolean late(long stamp) {
    return (stamp & LATE) != 0;
  }

  /** Whether the drain has been announced by now. */
  public boolean announced() {
    return gate.announced();
  }

  /** Whether this use has not ended. */
  public boolean isInFlight(long stamp) {
    long now = (long) WORD.getVolatile(this);
    return isTaken(now) && isUse(now, stamp);
  }

  /** Ends the use; never blocks. Safe from any thread, any number of times. */
  public void end(long stamp) {
    if (WORD.compareAndSet(this, stamp, stamp - RUNNING + CHANGING)) {
      free(stamp);
      gate.leaveCount();
    } else {
      endOther(stamp);
    }
  }

  /** One that is a stream, or that a stop has touched, or that has ended. */
  private void endOther(long stamp) {
    for (long now = afterInterrupting();
        isTaken(now) && isUse(now, stamp);
        now = afterInterrupting()) {
      if (WORD.compareAndSet(this, now, stamp - RUNNING + CHANGING)) {
        free(stamp);
        if ((now & STATES) == STREAM) {
          gate.leaveStreams(this, stamp);
        } else if ((now & UNCOUNTED) == 0) {
          gate.leaveCount();
        }
        break;
      }
    }
    gate.leaveInterrupted(this);
  }

  private void free(long stamp) {
    // Orders the word before the name: a reader that misses the name sees that the use ended.
    VarHandle.storeStoreFence();
    kind = null;
    name = null;
    worker = null; // Not to keep a thread that has ended.
    WORD.setRelease(this, (stamp & ~(long) (NEXT_USE - 1)) + NEXT_USE);
  }

  /** The application is done with it; the container, on this thread, will say when it is, too. */
  void leaveToContainer(long stamp) {
    boolean unused = WORD.compareAndSet(this, stamp, stamp | LEFT);
  }

  /** Ends it if it is left to the container, and its thread has left that without a word. */
  void endIfLeft(Predicate<Thread> isOutside) {
    long now = (long) WORD.getVolatile(this);
    Snapshot snapshot = snapshot();
    if ((now & LEFT) != 0
        && snapshot != null
        && snapshot.worker() != null
        && isOutside.test(snapshot.worker())) {
      end(now & ~(long) (TOUCHED | LEFT));
    }
  }

  /** From now on the calling thread works on it, or, with {@code false}, none that is known. */
  public void workedOn(long stamp, boolean here) {
    if (here) {
      boolean unused = tryWorkOn(stamp);
    } else if (isInFlight(stamp)) {
      leave();
    } else {
      gate.leaveInterrupted(this);
    }
  }

  /**
   * As {@link #workedOn}, for the time of a call: a thread that is known to work on it stays so.
   *
   * @return whether the calling thread works on it from now on, and has to say when it leaves
   */
  boolean tryWorkOn(long stamp) {
    if (!isInFlight(stamp) || !WORKER.compareAndSet(this, null, Thread.currentThread())) {
      return false;
    }
    if (isInFlight(stamp)) {
      return true;
    }
    leave(); // It ended meanwhile: the thread of another use.
    return false;
  }

  /** First this thread is gone, then it looks; {@link #interrupt} does it the other way round. */
  private void leave() {
    boolean unused = WORKER.compareAndSet(this, Thread.currentThread(), null);
    long unusedWord = afterInterrupting();
    gate.leaveInterrupted(this);
  }

  void becomesEndless(long stamp, OpenStream stream) {
    gate.addStream(this, stamp, stream); // Before it leaves the count: it is never in neither.
    if (WORD.compareAndSet(this, stamp, stamp - RUNNING + STREAM)) {
      gate.leaveCount();
    } else if (!isStream(stamp)) {
      gate.removeStream(this, stamp);
    }
  }

  void becomesFinite(long stamp) {
    gate.enterCount(); // Before it leaves the streams: it is never in neither.
    if (WORD.compareAndSet(this, stamp - RUNNING + STREAM, stamp)) {
      gate.removeStream(this, stamp);
    } else {
      gate.leaveCount();
    }
  }

  private boolean isStream(long stamp) {
    long now = (long) WORD.getVolatile(this);
    return isUse(now, stamp) && (now & STATES) == STREAM;
  }

  /** While a thread is being interrupted, it cannot leave: nothing else of ours waits for that. */
  private long afterInterrupting() {
    long now;
    while (((now = (long) WORD.getVolatile(this)) & INTERRUPTING) != 0) {
      Thread.onSpinWait();
    }
    return now;
  }

  /**
   * Interrupts the thread that works on it, once a use, and none that has gone on to other work.
   *
   * @return whether there was one
   */
  boolean interrupt() {
    long now;
    do {
      now = (long) WORD.getVolatile(this);
      if (!isTaken(now) || (now & (TOUCHED | ANY_THREAD)) != 0) {
        return false;
      }
    } while (!WORD.compareAndSet(this, now, now | INTERRUPTING));
    try {
      Thread thread = (Thread) WORKER.getVolatile(this);
      return thread != null && gate.interrupt(thread, this);
    } finally {
      WORD.setVolatile(this, now | INTERRUPTED);
    }
  }

  /**
   * Takes it out of the count if the thread that works on it is one of these.
   *
   * @return its title; null if it is another's, or not counted
   */
  @Nullable String uncount(Predicate<Thread> asks) {
    long now = (long) WORD.getVolatile(this);
    Snapshot snapshot = snapshot();
    if (snapshot == null
        || snapshot.worker() == null
        || (now & (STATES | TOUCHED | ANY_THREAD)) != RUNNING
        || !asks.test(snapshot.worker())
        || !WORD.compareAndSet(this, now, now | UNCOUNTED)) {
      return null;
    }
    gate.leaveCount();
    return snapshot.title();
  }

  /** Snapshot of the current use; null if free or uncounted. */
  @Nullable Snapshot snapshot() {
    long before = (long) WORD.getAcquire(this);
    String kind = this.kind;
    String name = this.name;
    long began = this.began;
    Thread worker = this.worker;
    VarHandle.acquireFence(); // The second look at the word comes after the fields.
    long after = (long) WORD.getOpaque(this);
    return isUse(before, after) && isTaken(before) && isTaken(after) && (after & UNCOUNTED) == 0
        ? new Snapshot(kind + " " + name, began, worker, (after & STATES) == STREAM)
        : null;
  }

  private static boolean isUse(long word, long stamp) {
    return word / NEXT_USE == stamp / NEXT_USE;
  }

  private static boolean isTaken(long word) {
    return (word & STATES) >= RUNNING;
  }
}
