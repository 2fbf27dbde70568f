package io.lameduck.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
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

  /** In the ticket: it began after the announcement. */
  static final int LATE = 4;

  /** In the ticket: it may be ended by another thread, and its first one does not tell when. */
  static final int WANDERS = 8;

  // What becomes of a use at a stop. It cannot end while its thread is being interrupted.
  private static final int INTERRUPTING = 16;
  private static final int INTERRUPTED = 32;
  private static final int EXCUSED = 64;
  private static final int TOUCHED = INTERRUPTING | INTERRUPTED | EXCUSED;

  private static final int NEXT_USE = 128;

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

  /**
   * False where it is not free.
   *
   * @param marks of the ticket
   */
  boolean tryTake(String kind, String name, long began, int marks) {
    long free = (long) WORD.getOpaque(this);
    if ((free & STATES) != FREE || !WORD.compareAndSet(this, free, free + CHANGING)) {
      return false;
    }
    VarHandle.storeStoreFence(); // Who reads the new name sees that the old use is over.
    this.kind = kind;
    this.name = name;
    this.began = began;
    this.worker = Thread.currentThread();
    WORD.setRelease(this, free + RUNNING + marks);
    return true;
  }

  /** Of the present use; for the thread that has taken the seat, before it tells anybody else. */
  public long ticket() {
    return (long) WORD.getOpaque(this) & ~(long) TOUCHED; // A stop may have been there since.
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
    if (WORD.compareAndSet(this, ticket, ticket - RUNNING + CHANGING)) {
      free(ticket);
      gate.leaveCount();
    } else {
      endOther(ticket);
    }
  }

  /** One that is a stream, or that a stop has touched, or that has ended. */
  private void endOther(long ticket) {
    for (long now = afterInterrupting();
        isTaken(now) && isUse(now, ticket);
        now = afterInterrupting()) {
      if (WORD.compareAndSet(this, now, ticket - RUNNING + CHANGING)) {
        free(ticket);
        if ((now & STATES) == ENDLESS) {
          gate.leaveStreams(new Lease(this, ticket));
        } else if ((now & EXCUSED) == 0) {
          gate.leaveCount();
        }
        break;
      }
    }
    gate.interrupts().leave(this);
  }

  private void free(long ticket) {
    VarHandle.storeStoreFence(); // Who misses the name sees that the use is over.
    kind = null;
    name = null;
    worker = null; // Not to keep a thread that has ended.
    WORD.setRelease(this, (ticket & ~(long) (NEXT_USE - 1)) + NEXT_USE);
  }

  /** False where the use has ended, or was endless before, or a stop has touched it. */
  boolean becomesEndless(long ticket) {
    return WORD.compareAndSet(this, ticket, ticket - RUNNING + ENDLESS);
  }

  /** False where the use has ended, or is not endless, or a stop has touched it. */
  boolean becomesFinite(long ticket) {
    return WORD.compareAndSet(this, ticket - RUNNING + ENDLESS, ticket);
  }

  boolean isEndless(long ticket) {
    long now = (long) WORD.getVolatile(this);
    return isUse(now, ticket) && (now & STATES) == ENDLESS;
  }

  /** From now on the calling thread works on it, or, with {@code false}, none that we know of. */
  public void workedOn(long ticket, boolean here) {
    Thread self = Thread.currentThread();
    if (here) {
      if (!isUsedBy(ticket) || !WORKER.compareAndSet(this, null, self) || isUsedBy(ticket)) {
        return;
      }
    } else if (!isUsedBy(ticket)) {
      gate.interrupts().leave(this);
      return;
    }
    // First we are gone, then we look; interrupt() does it the other way round.
    boolean unused = WORKER.compareAndSet(this, self, null);
    long unusedWord = afterInterrupting();
    gate.interrupts().leave(this);
  }

  /** Whether this use has not ended. */
  public boolean isUsedBy(long ticket) {
    long now = (long) WORD.getVolatile(this);
    return isTaken(now) && isUse(now, ticket);
  }

  /** An interrupt takes a moment, and nothing of ours waits for it but this. */
  private long afterInterrupting() {
    while (true) {
      long now = (long) WORD.getVolatile(this);
      if ((now & INTERRUPTING) == 0) {
        return now;
      }
      Thread.onSpinWait();
    }
  }

  /**
   * Interrupts the thread that works on it, once a use, and none that has gone on to other work.
   *
   * @return whether there was one
   */
  boolean interrupt() {
    int not = TOUCHED | WANDERS;
    long now;
    do {
      now = (long) WORD.getVolatile(this);
      if (!isTaken(now) || (now & not) != 0) {
        return false;
      }
    } while (!WORD.compareAndSet(this, now, now | INTERRUPTING));
    try {
      Thread thread = (Thread) WORKER.getVolatile(this);
      return thread != null && gate.interrupts().interrupt(thread, this);
    } finally {
      WORD.setVolatile(this, now | INTERRUPTED);
    }
  }

  /**
   * Takes it out of the count if the thread that works on it is one of these.
   *
   * @return what it is; null where it is another's, or not counted
   */
  @Nullable String excuse(Predicate<Thread> asks) {
    long now = (long) WORD.getVolatile(this);
    Work work = work();
    if (work == null
        || work.worker() == null
        || (now & (STATES | TOUCHED | WANDERS)) != RUNNING
        || !asks.test(work.worker())
        || !WORD.compareAndSet(this, now, now | EXCUSED)) {
      return null;
    }
    gate.leaveCount();
    return work.title();
  }

  RequestGate gate() {
    return gate;
  }

  /** Whether the drain has been announced, so that the client is to be sent elsewhere. */
  public boolean announced() {
    return gate.announced();
  }

  /** What it is used for at the moment; null where it is free, or nobody waits for it. */
  @Nullable Work work() {
    long before = (long) WORD.getAcquire(this);
    String kind = this.kind;
    String name = this.name;
    long began = this.began;
    Thread worker = this.worker;
    VarHandle.acquireFence();
    long after = (long) WORD.getOpaque(this);
    return isUse(before, after) && isTaken(before) && isTaken(after) && (after & EXCUSED) == 0
        ? new Work(kind + " " + name, began, worker)
        : null;
  }

  private static boolean isUse(long word, long ticket) {
    return word / NEXT_USE == ticket / NEXT_USE;
  }

  private static boolean isTaken(long word) {
    return (word & STATES) >= RUNNING;
  }
}
