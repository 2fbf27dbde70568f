package io.lameduck.concurrent;

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
}
