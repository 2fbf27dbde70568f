package io.lameduck.tck.load;

import java.io.PrintStream;
import java.util.Locale;

/** Says how rolling restarts go, each line with its time. Safe for any thread. */
public final class Console implements RollingRestart.Watcher {

  private final PrintStream out;
  private final long origin = System.nanoTime();

  /** Begins to count the time. */
  public Console(PrintStream out) {
    this.out = out;
  }

  /** Text without a time. */
  public synchronized void print(String text) {
    out.println(text);
  }

  /** Something has begun or ended. */
  public void event(String what) {
    print("%6s  %s".formatted(time(), what));
  }

  @Override
  public void saw(String phase, Progress soFar) {
    print(
        String.format(
            Locale.ROOT,
            "%6s  %-32s sent %,7d   failed %,5d",
            time(),
            phase,
            soFar.sent(),
            soFar.failed()));
  }

  private String time() {
    return (System.nanoTime() - origin) / 1_000_000_000 + " s";
  }
}
