package io.lameduck.inflight;

import io.lameduck.inflight.InFlightEntry.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Registry of what is in flight, so that stuck requests can be named. Not the count: that is the
 * gate's, and exact.
 *
 * <p>A thread looks at one entry first, always the same: it is free unless the thread's work before
 * has gone on without it, or another thread has the same. Then it looks at some by chance. If all
 * of them are taken, half or more of the entries are likely to be, and the registry doubles, for
 * good.
 */
final class Registry {

  private static final int LOOKS = 8;

  /** Spreads the ids of threads, which follow each other, over all entries (Knuth 6.4). */
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final InFlightEntry.Gate gate;
  private volatile InFlightEntry[] entries;

  /**
   * With free entries only.
   *
   * @param atFirst how many, a power of two
   */
  Registry(InFlightEntry.Gate gate, int atFirst) {
    this.gate = gate;
    this.entries = filled(new InFlightEntry[atFirst], 0);
  }

  /** Blocks only while the registry doubles. */
  InFlightEntry take(String kind, String name, long began, int marks) {
    while (true) {
      InFlightEntry[] all = entries;
      int mask = all.length - 1;
      InFlightEntry own =
          all[(int) ((Thread.currentThread().getId() * GOLDEN_RATIO) >>> 32) & mask];
      if (own.tryTake(kind, name, began, marks)) {
        return own;
      }
      for (int look = 0; look < LOOKS; look++) {
        InFlightEntry other = all[ThreadLocalRandom.current().nextInt() & mask];
        if (other.tryTake(kind, name, began, marks)) {
          return other;
        }
      }
      grow(all);
    }
  }

  private synchronized void grow(InFlightEntry[] full) {
    if (entries == full) { // No other thread was faster.
      entries = filled(Arrays.copyOf(full, 2 * full.length), full.length);
    }
  }

  private InFlightEntry[] filled(InFlightEntry[] all, int from) {
    for (int i = from; i < all.length; i++) {
      all[i] = new InFlightEntry(gate);
    }
    return all;
  }

  /** All entries, taken or not; there may be more of them soon. */
  InFlightEntry[] entries() {
    return entries;
  }

  /** All that are in flight during the whole of this call, and some of the others; oldest first. */
  List<Map.Entry<Snapshot, InFlightEntry>> oldestFirst() {
    List<Map.Entry<Snapshot, InFlightEntry>> all = new ArrayList<>();
    for (InFlightEntry entry : entries) {
      Snapshot snapshot = entry.snapshot();
      if (snapshot != null) {
        all.add(Map.entry(snapshot, entry));
      }
    }
    // The clock may overflow: only differences mean anything (System.nanoTime).
    all.sort((one, other) -> Long.signum(one.getKey().began() - other.getKey().began()));
    return all;
  }
}
