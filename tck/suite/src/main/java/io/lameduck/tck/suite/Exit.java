package io.lameduck.tck.suite;

import java.time.Duration;
import java.util.List;

/**
 * How a server left.
 *
 * @param code 143 after a SIGTERM that was obeyed
 * @param after the time since the first SIGTERM
 * @param log all that it has printed
 */
record Exit(int code, Duration after, String log) {

  /** What a process returns that has ended because of SIGTERM: 128 + 15. */
  static final int BY_SIGTERM = 143;

  /** The lines of the log that contain this. */
  List<String> lines(String text) {
    return log.lines().filter(line -> line.contains(text)).toList();
  }
}
