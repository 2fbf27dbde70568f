package io.lameduck.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where one piece of work in flight is written down, and another one after it: a request costs no
 * memory for its name. Each use has a ticket of its own, so that whoever comes late with an old one
 * ends nothing.
 *
 * <p>One word says which use it is, whether that was late, and how it stands. The rest is written
 * only between two changes of the word, by the thread that made the first.
 */
public final class Seat {

  // How it stands: each more than the one before, and a use goes on from one to the next.
  private static final int FREE = 0;
  private static final int CHANGING = 1;
  private static final int RUNNING = 2;
  private static final int ENDLESS = 3;
  private static final int STATES = 3;

  private static final int LATE = 4;
  private static final int NEXT_USE = 8;

  private static final VarHandle WORD;
  private static final VarHandle WORKER;

  static {
    try {
      MethodHandles.Lookup own = MethodHandles.lookup();
      WORD = own.findVarHandle(Seat.class, "word", long.class);
      WORKER = own.findVarHandle(Seat.class, "worker", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final RequestGate gate;

  @SuppressWarnings("unused") // through WORD
  private volatile long word;

  private @Nullable String kind;
  private @Nullable String name;
  private long began;
  private @Nullable Thread worker;

  Seat(RequestGate gate) {
    this.gate = gate;
  }

  /** False where it is not free. */
  boolean tryTake(String kind, String name, long began, boolean late) {
    long free = (long) WORD.getOpaque(this);
    if ((free & STATES) != FREE || !WORD.compareAndSet(this, free, free + CHANGING)) {
      return false;
    }
    VarHandle.storeStoreFence(); // Who reads the new name sees that the old use is over.
    this.kind = kind;
    this.name = name;
    this.began = began;
    this.worker = Thread.currentThread();
    WORD.setRelease(this, free + RUNNING + (late ? LATE : 0));
    return true;
  }

  /** Of the present use; for the thread that has taken the seat, before it tells anybody else. */
  public long ticket() {
    return (long) WORD.getOpaque(this);
  }

  /** What may be kept longer than the call that took the seat; for the same thread. */
  public Lease lease() {
    return new Lease(this, ticket());
  }

  /** Whether a use began after the drain was announced. */
  static boolean late(long ticket) {
    return (ticket & LATE) != 0;
  }

  /** Ends the use; never blocks. Safe from any thread, any number of times. */
  public void end(long ticket) {
    long endless = ticket - RUNNING + ENDLESS;
    // In this order: what is endless was running before.
    if (WORD.compareAndSet(this, ticket, ticket - RUNNING + CHANGING)) {
      free(ticket);
      gate.leaveCount();
    } else if (WORD.compareAndSet(this, endless, ticket - RUNNING + CHANGING)) {
      free(ticket);
      gate.leaveStreams(new Lease(this, ticket));
    }
  }

  private void free(long ticket) {
    VarHandle.storeStoreFence(); // Who misses the name sees that the use is over.
    kind = null;
    name = null;
    worker = null; // Not to keep a thread that has ended.
    WORD.setRelease(this, (ticket & ~(long) (NEXT_USE - 1)) + NEXT_USE);
  }

  /** False where the use has ended, or was endless before. */
  boolean becomesEndless(long ticket) {
    return WORD.compareAndSet(this, ticket, ticket - RUNNING + ENDLESS);
  }

  /** Whether this use has not ended. */
  public boolean isUsedBy(long ticket) {
    long now = (long) WORD.getVolatile(this);
    return now == ticket || now == ticket - RUNNING + ENDLESS;
  }

  boolean isEndless(long ticket) {
    return (long) WORD.getVolatile(this) == ticket - RUNNING + ENDLESS;
  }

  /** From now on the calling thread works on it, or, with {@code false}, none that we know of. */
  public void workedOn(long ticket, boolean here) {
    if (isUsedBy(ticket)) {
      // If it is freed meanwhile, this leaves the next use its thread.
      Thread self = Thread.currentThread();
      boolean unused = WORKER.compareAndSet(this, here ? null : self, here ? self : null);
    }
  }

  RequestGate gate() {
    return gate;
  }

  /** Whether the drain has been announced, so that the client is to be sent elsewhere. */
  public boolean announced() {
    return gate.announced();
  }

  /** What it is used for at the moment; null where it is free. */
  @Nullable Work work() {
    long before = (long) WORD.getAcquire(this);
    String kind = this.kind;
    String name = this.name;
    long began = this.began;
    Thread worker = this.worker;
    VarHandle.acquireFence();
    long after = (long) WORD.getOpaque(this);
    boolean same = before / NEXT_USE == after / NEXT_USE;
    return same && isTaken(before) && isTaken(after)
        ? new Work(kind + " " + name, began, worker)
        : null;
  }

  private static boolean isTaken(long word) {
    return (word & STATES) >= RUNNING;
  }
}
