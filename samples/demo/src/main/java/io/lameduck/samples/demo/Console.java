package io.lameduck.samples.demo;

import io.lameduck.tck.load.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the demo says while it runs. Safe for any thread. */
final class Console {

  private final PrintStream out;
  private final long origin = System.nanoTime();

  Console(PrintStream out) {
    this.out = out;
  }

  void title(String server, Duration lag) {
    print(
        """

        Two instances of %s with a small shop, 20 clients that never retry,
        and a balancer that learns of each stop %d s late. Takes about two minutes."""
            .formatted(server, lag.toSeconds()));
  }

  void section(String name) {
    print("\nA rolling restart " + name);
  }

  void event(String what) {
    line("%6s  %s".formatted(time(), what));
  }

  void event(String phase, Progress soFar) {
    line(
        String.format(
            Locale.ROOT,
            "%6s  %-32s sent %,7d   failed %,5d",
            time(),
            phase,
            soFar.sent(),
            soFar.failed()));
  }

  void print(String text) {
    line(text);
  }

  private synchronized void line(String text) {
    out.println(text);
  }

  private String time() {
    return (System.nanoTime() - origin) / 1_000_000_000 + " s";
  }
}
