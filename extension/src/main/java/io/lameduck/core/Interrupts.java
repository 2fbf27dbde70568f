package io.lameduck.core;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads that were interrupted because a stop waits no longer for their work. Each is
 * interrupted once, and goes back to its pool without the interrupt.
 */
final class Interrupts {

  private final Map<Thread, Seat> interrupted = new ConcurrentHashMap<>();

  /**
   * For a thread that cannot leave the use of the seat meanwhile.
   *
   * @return false if it was interrupted before, in work around this, or is the calling one
   */
  boolean interrupt(Thread thread, Seat seat) {
    if (thread == Thread.currentThread() || interrupted.putIfAbsent(thread, seat) != null) {
      return false;
    }
    thread.interrupt();
    return true;
  }

  /** The calling thread has left the use of the seat in which it may have been interrupted. */
  void leave(Seat seat) {
    // Not asked whether it is empty first: its size is a sum, which may read 0 too soon.
    if (interrupted.remove(Thread.currentThread(), seat)) {
      boolean unused = Thread.interrupted();
    }
  }
}
