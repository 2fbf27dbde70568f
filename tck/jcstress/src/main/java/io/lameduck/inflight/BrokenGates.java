package io.lameduck.inflight;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Gates with the usual mistakes. What does not catch them proves nothing of ours. */
final class BrokenGates {

  private BrokenGates() {}

  /** A flag beside the count, and a look at it first. */
  static final class LooksFirst {

    private final AtomicLong count = new AtomicLong();
    private volatile boolean announced;
    private volatile boolean woken;

    boolean enterLate() {
      boolean late = announced;
      count.incrementAndGet();
      return late;
    }

    void leave() {
      boolean wake = announced;
      if (count.decrementAndGet() == 0 && wake) {
        woken = true;
      }
    }

    long announce() {
      announced = true;
      return count.get();
    }

    long running() {
      return count.get();
    }

    boolean woken() {
      return woken;
    }
  }

  /** Many counts, read one after the other. */
  static final class Striped {

    static final int STRIPES = 16;

    private final AtomicLongArray stripes = new AtomicLongArray(STRIPES);

    void add(int stripe, long delta) {
      stripes.addAndGet(stripe, delta);
    }

    long sum() {
      long sum = 0;
      for (int i = 0; i < STRIPES; i++) {
        sum += stripes.get(i);
      }
      return sum;
    }
  }

  /** One word, but the announcement is taken back in two steps. */
  static final class ReadsAndWrites {

    private final AtomicLong state = new AtomicLong(Long.MIN_VALUE);

    void enter() {
      state.incrementAndGet();
    }

    void withdraw() {
      state.set(state.get() & Long.MAX_VALUE);
    }

    long running() {
      return state.get() & Long.MAX_VALUE;
    }

    boolean announced() {
      return state.get() < 0;
    }
  }

  /** One entry, with a mark for taken and nothing that tells one use of it from the next. */
  static final class OneEntry {

    private final AtomicBoolean taken = new AtomicBoolean(true);
    private @Nullable String kind;
    private @Nullable String name;

    OneEntry(String work) {
      kind = work;
      name = work;
    }

    boolean tryTake(String work) {
      if (!taken.compareAndSet(false, true)) {
        return false;
      }
      kind = work;
      name = work;
      return true;
    }

    void end() {
      kind = null;
      name = null;
      taken.set(false);
    }

    boolean isTaken() {
      return taken.get();
    }

    @Nullable String read() {
      return taken.get() ? kind + " " + name : null;
    }
  }
}
