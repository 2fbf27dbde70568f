package io.lameduck.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a log that may hang, one after the other, on a thread that lives only while there
 * are lines. A caller blocks until its line is written, but not for long: once the log has hung,
 * lines are only kept, in order, until it has taken them all.
 *
 * <p>Needs no memory but for the thread and the line. If there is none, the caller writes.
 */
final class LineWriter implements Runnable {

  /** A log that takes longer is taken for one that hangs. */
  private static final Duration BOUND = Duration.ofSeconds(1);

  /** More than several drains write. What comes beyond it is lost. */
  private static final int KEPT = 1_000;

  // All under the lock of this object, which is never held while a logger is called.
  private @Nullable Line first;
  private @Nullable Line last;
  private int kept;
  private boolean hung;
  private @Nullable Thread thread;

  /**
   * Writes the line. Blocks until that is done, but not while the log hangs. What the logger throws
   * is ignored; an interrupt is still set afterwards.
   */
  void write(Logger logger, Level level, String text, @Nullable Throwable cause) {
    Line line;
    try {
      line = new Line(logger, level, text, cause);
      if (!add(line)) {
        line.log();
        return;
      }
    } catch (RuntimeException | Error e) { // Most likely no memory for a line or a thread.
      logger.log(level, text, cause);
      return;
    }
    await(line);
  }

  /** False if the caller has to write it: a log that logs would wait for itself. */
  private synchronized boolean add(Line line) {
    Thread writer = thread;
    if (writer == Thread.currentThread()) {
      return false;
    }
    if (kept >= KEPT) {
      return true;
    }
    if (writer == null || !writer.isAlive()) {
      writer = new Thread(null, this, "lameduck-log", 0, false);
      writer.setDaemon(true);
      writer.setContextClassLoader(null); // Each line brings one.
      writer.start(); // Before the line is there: if this fails, nothing has changed.
      thread = writer;
    }
    if (last == null) {
      first = line;
    } else {
      last.next = line;
    }
    last = line;
    kept++;
    return true;
  }

  private synchronized void await(Line line) {
    long until = System.nanoTime() + BOUND.toNanos();
    boolean interrupted = false;
    while (!line.written && !hung) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        hung = true;
        notifyAll();
        break;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what there is. */
  @Override
  public void run() {
    Line line;
    while ((line = next()) != null) {
      line.log();
      written(line);
    }
  }

  private synchronized @Nullable Line next() {
    Line line = first;
    if (line == null) {
      hung = false;
      thread = null;
      return null;
    }
    first = line.next;
    if (first == null) {
      last = null;
    }
    kept--;
    return line;
  }

  private synchronized void written(Line line) {
    line.written = true;
    notifyAll();
  }

  /** What is to be written, and the next one. */
  private static final class Line {

    private final Logger logger;
    private final Level level;
    private final String text;
    private final @Nullable Throwable cause;

    /** Of the caller: servers choose the log by it. */
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    private @Nullable Line next;
    private boolean written;

    Line(Logger logger, Level level, String text, @Nullable Throwable cause) {
      this.logger = logger;
      this.level = level;
      this.text = text;
      this.cause = cause;
    }

    void log() {
      Thread self = Thread.currentThread();
      ClassLoader before = self.getContextClassLoader();
      self.setContextClassLoader(loader);
      try {
        logger.log(level, text, cause);
      } catch (RuntimeException | Error ignored) {
        // A line is not worth a request.
      } finally {
        self.setContextClassLoader(before);
      }
    }
  }
}
