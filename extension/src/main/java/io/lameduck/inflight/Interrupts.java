package io.lameduck.inflight;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads that were interrupted because a stop waits no longer for their work. Each is
 * interrupted once, and goes back to its pool without the interrupt.
 */
final class Interrupts {

  private final Map<Thread, InFlightRequest> interrupted = new ConcurrentHashMap<>();

  /**
   * For a thread that cannot leave the request meanwhile.
   *
   * @return false if it was interrupted before, in work around this, or is the calling one
   */
  boolean interrupt(Thread thread, InFlightRequest request) {
    if (thread == Thread.currentThread() || interrupted.putIfAbsent(thread, request) != null) {
      return false;
    }
    thread.interrupt();
    return true;
  }

  /** The calling thread has left the request in which it may have been interrupted. */
  void leave(InFlightRequest request) {
    // Not asked whether it is empty first: its size is a sum, which may read 0 too soon.
    if (interrupted.remove(Thread.currentThread(), request)) {
      boolean unused = Thread.interrupted();
    }
  }
}
