package io.lameduck.tck.app.fault;

import java.util.ArrayList;
import java.util.List;

/** Fills the heap, and holds what it has. */
public final class Hoard {

  private static final int CHUNK = 64 * 1024;

  /** Until what was freed by one collection is taken, too. */
  private static final int ROUNDS = 4;

  private static final List<byte[]> HELD = new ArrayList<>();

  private Hoard() {}

  /** Takes all of the heap but so many bytes. */
  public static synchronized void leave(long bytes) {
    Runtime runtime = Runtime.getRuntime();
    for (int round = 0; round < ROUNDS; round++) {
      System.gc();
      long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
      for (long taken = 0; taken < free - bytes; taken += CHUNK) {
        HELD.add(new byte[CHUNK]);
      }
    }
  }

  /** Takes all of it; each step costs a collection. */
  public static synchronized void all() {
    int size = 1024 * 1024;
    while (size >= 1024) {
      try {
        HELD.add(new byte[size]);
      } catch (OutOfMemoryError e) {
        size /= 4;
      }
    }
  }

  /** Gives all of it back. */
  public static synchronized void release() {
    HELD.clear();
  }
}
