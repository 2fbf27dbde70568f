package io.lameduck.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Everything in flight, so that what is stuck can be named. Not the count: that is the gate's, and
 * exact.
 *
 * <p>A thread looks at one seat first, always the same: it is free unless the thread's work before
 * has gone on without it, or another thread has the same. Then it looks at some by chance. Where
 * all of them are taken, half or more of the seats are likely to be, and there will be twice as
 * many, for good.
 */
final class Seats {

  private static final int LOOKS = 8;

  /** Spreads the ids of threads, which follow each other, over all seats (Knuth 6.4). */
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final RequestGate gate;
  private volatile Seat[] seats;

  /**
   * A register.
   *
   * @param atFirst how many seats, a power of two
   */
  Seats(RequestGate gate, int atFirst) {
    this.gate = gate;
    this.seats = filled(new Seat[atFirst], 0);
  }

  /** Blocks only while there are made more of them. */
  Seat take(String kind, String name, long began, int marks) {
    while (true) {
      Seat[] all = seats;
      int mask = all.length - 1;
      Seat own = all[(int) ((Thread.currentThread().getId() * GOLDEN_RATIO) >>> 32) & mask];
      if (own.tryTake(kind, name, began, marks)) {
        return own;
      }
      for (int look = 0; look < LOOKS; look++) {
        Seat other = all[ThreadLocalRandom.current().nextInt() & mask];
        if (other.tryTake(kind, name, began, marks)) {
          return other;
        }
      }
      grow(all);
    }
  }

  private synchronized void grow(Seat[] full) {
    if (seats == full) { // No other thread was faster.
      seats = filled(Arrays.copyOf(full, 2 * full.length), full.length);
    }
  }

  private Seat[] filled(Seat[] all, int from) {
    for (int i = from; i < all.length; i++) {
      all[i] = new Seat(gate);
    }
    return all;
  }

  /** All that there are, taken or not; there may be more of them soon. */
  Seat[] each() {
    return seats;
  }

  /** All that are in flight during the whole of this call, and some of the others. */
  List<Work> all() {
    return oldestFirst().stream().map(Map.Entry::getKey).toList();
  }

  /** As {@link #all}, each with its seat. */
  List<Map.Entry<Work, Seat>> oldestFirst() {
    List<Map.Entry<Work, Seat>> all = new ArrayList<>();
    for (Seat seat : seats) {
      Work work = seat.work();
      if (work != null) {
        all.add(Map.entry(work, seat));
      }
    }
    // The clock may overflow: only differences mean anything (System.nanoTime).
    all.sort((one, other) -> Long.signum(one.getKey().began() - other.getKey().began()));
    return all;
  }
}
