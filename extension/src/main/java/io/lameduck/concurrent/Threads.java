package io.lameduck.concurrent;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Threads of our own: daemons, so that none can keep a JVM from stopping. */
public final class Threads {

  private Threads() {}

  /** As {@link #start(String, ClassLoader, Runnable)}, with the caller's own. */
  public static Thread start(String name, Runnable work) {
    return start(name, Thread.currentThread().getContextClassLoader(), work);
  }

  /**
   * Runs the work on a new thread with this context class loader. Where there is no thread to be
   * had, it is done on the calling one: better so than not at all.
   */
  public static Thread start(String name, @Nullable ClassLoader contextClassLoader, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(contextClassLoader);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      work.run();
    }
    return thread;
  }

  /** As {@link #runBounded(String, ClassLoader, Duration, Runnable)}, with the caller's own. */
  public static boolean runBounded(String name, Duration bound, Runnable work) {
    return runBounded(name, Thread.currentThread().getContextClassLoader(), bound, work);
  }

  /**
   * Runs the work as {@link #start(String, ClassLoader, Runnable)} does, and blocks until it is
   * done or the bound has passed; it then goes on alone. An interrupt ends the wait, and is still
   * set when it returns.
   *
   * @return whether it is done
   */
  public static boolean runBounded(
      String name, @Nullable ClassLoader contextClassLoader, Duration bound, Runnable work) {
    Thread thread = start(name, contextClassLoader, work);
    try {
      thread.join(Math.max(1, bound.toMillis())); // Zero would be for ever.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /**
   * Blocks until all have ended, or that moment has passed.
   *
   * @param until by the clock; may become later meanwhile
   * @return whether all have ended
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static boolean join(List<Thread> threads, MonotonicClock clock, LongSupplier until)
      throws InterruptedException {
    for (Thread thread : threads) {
      do {
        long millis = Duration.ofNanos(until.getAsLong() - clock.nanos()).toMillis();
        thread.join(Math.max(1, millis)); // Zero would be for ever.
      } while (thread.isAlive() && until.getAsLong() - clock.nanos() > 0);
      if (thread.isAlive()) {
        return false;
      }
    }
    return true;
  }
}
