package io.lameduck.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Counts what is in flight, exactly: {@link #running} never reads 0 while anything that entered has
 * not left. The count and the announcement share one word, so that each entry is on one side of the
 * announcement and is counted there, whatever the threads do.
 *
 * <p>Entering and leaving never wait for other work. A striped counter would be faster with many
 * threads, but its sum can read 0 while a request runs.
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

  /** Enough for the threads of most servers. */
  private static final int SEATS = 256;

  private final Seats seats;
  private final Streams streams = new Streams();
  private final Interrupts interrupts = new Interrupts();
  private final AtomicLong excused = new AtomicLong();
  private volatile long state;
  private volatile Runnable onIdle = () -> {};

  /** Not announced, and nothing in flight. */
  public RequestGate() {
    this(SEATS);
  }

  RequestGate(int seats) {
    this.seats = new Seats(this, seats);
  }

  /**
   * Counts one more. The caller ends this use of the seat when the work is over.
   *
   * @param kind the method of a request, or what else it is
   * @param name the path of a request without its query, or a name
   * @param now by the clock of the drain
   */
  public Seat enter(String kind, String name, long now) {
    return enter(kind, name, now, 0);
  }

  /** As {@link #enter}, for work that the calling thread may leave to another. */
  Seat enterWandering(String kind, String name, long now) {
    return enter(kind, name, now, Seat.WANDERS);
  }

  private Seat enter(String kind, String name, long now, int marks) {
    // Count before you look: whoever reads the count after this sees the request.
    long before = (long) STATE.getAndAdd(this, 1L);
    try {
      return seats.take(kind, name, now, (before & ANNOUNCED) != 0 ? marks | Seat.LATE : marks);
    } catch (Error e) {
      leaveCount(); // No memory for another seat: the work will not begin, and must not be awaited.
      throw e;
    }
  }

  /** For one that is no stream any more. */
  void enterCount() {
    long unused = (long) STATE.getAndAdd(this, 1L);
  }

  /** For one that is over, or that is a stream from now on and counted as such. */
  void leaveCount() {
    long after = (long) STATE.getAndAdd(this, -1L) - 1;
    if (after == ANNOUNCED) {
      onIdle.run();
    }
  }

  void leaveStreams(Lease lease) {
    streams.remove(lease);
    if (announced()) {
      onIdle.run();
    }
  }

  /** How many have entered and not left, streams not among them. */
  public long running() {
    return state & COUNT;
  }

  /** All that run, streams among them, the oldest first. */
  List<Work> inFlight() {
    return seats.all();
  }

  /**
   * Takes out of the count what runs on one of these threads.
   *
   * @param told what each of them is
   */
  void excuse(Predicate<Thread> asks, Consumer<String> told) {
    if (running() == 0) {
      return;
    }
    for (Seat seat : seats.each()) {
      String title = seat.excuse(asks);
      if (title != null) {
        excused.incrementAndGet();
        told.accept(title);
      }
    }
  }

  /**
   * Interrupts each thread that works on something, streams among them; within other work, as the
   * one that works on that.
   *
   * @return how many
   */
  int interruptAll() {
    return (int) seats.oldestFirst().stream().filter(each -> each.getValue().interrupt()).count();
  }

  /** How many have been taken out so, ever. */
  long excused() {
    return excused.get();
  }

  Interrupts interrupts() {
    return interrupts;
  }

  Streams streams() {
    return streams;
  }

  boolean announced() {
    return state < 0;
  }

  /**
   * Marks everything that enters from now on as late.
   *
   * @param idle run by a thread that brings the count to 0 or ends a stream after this call, each
   *     time; must not block
   * @return how many were running at that very moment
   */
  long announce(Runnable idle) {
    onIdle = idle;
    long before = (long) STATE.getAndBitwiseOr(this, ANNOUNCED);
    if ((before & ANNOUNCED) == 0) {
      streams.forget(); // What ended after the drain before this one was taken back.
    }
    return before & COUNT;
  }

  /** Takes the announcement back. */
  void withdraw() {
    long unused = (long) STATE.getAndBitwiseAnd(this, COUNT);
  }
}
