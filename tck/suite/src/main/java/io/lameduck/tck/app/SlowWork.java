package io.lameduck.tck.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes time in the place of real work, and counts how many do so. */
final class SlowWork {

  private static final AtomicInteger RUNNING = new AtomicInteger();

  private SlowWork() {}

  /** How much slow work runs now, by the application's own count. */
  static int running() {
    return RUNNING.get();
  }

  /** Works on this thread for that long. */
  static void slowly(long millis) {
    RUNNING.incrementAndGet();
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      System.out.println("slow work interrupted");
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while working", e);
    } finally {
      RUNNING.decrementAndGet();
    }
  }

  /** Works on another thread for that long, then goes on there. */
  static void slowlyElsewhere(long millis, Runnable next) {
    Thread worker =
        new Thread(
            () -> {
              slowly(millis);
              next.run();
            },
            "slow work elsewhere");
    worker.setDaemon(true);
    worker.start();
  }

  /** How long the client wants it to take: the parameter {@code ms}. */
  static long millis(HttpServletRequest request) {
    String text = request.getParameter("ms");
    return text == null ? 0 : Long.parseLong(text);
  }
}
