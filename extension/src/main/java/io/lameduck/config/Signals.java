package io.lameduck.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The signals that may begin a drain, by their names on Linux without SIG (signal(7)). An image's
 * {@code STOPSIGNAL} or a pod's {@code stopSignal} may be any of all.
 */
final class Signals {

  private static final Set<String> CATCHABLE =
      Set.of(
          "TERM", "INT", "HUP", "USR1", "ABRT", "ALRM", "CONT", "IO", "PWR", "STKFLT", "SYS",
          "TSTP", "TTIN", "TTOU", "VTALRM", "WINCH", "XCPU");

  private static final String OF_THE_KERNEL = "which no process can catch";
  private static final String OF_THE_JVM = "which the JVM keeps for itself";

  /**
   * The JVM refuses to let QUIT, SEGV, FPE and ILL be handled; for others it has handlers: BUS and
   * TRAP are faults, it ignores PIPE and XFSZ, and it suspends threads by USR2. The last three come
   * when nobody asks for a stop.
   */
  private static final Map<String, String> RESERVED =
      Map.ofEntries(
          Map.entry("KILL", OF_THE_KERNEL),
          Map.entry("STOP", OF_THE_KERNEL),
          Map.entry("QUIT", "which the JVM keeps for its thread dumps"),
          Map.entry("SEGV", OF_THE_JVM),
          Map.entry("FPE", OF_THE_JVM),
          Map.entry("ILL", OF_THE_JVM),
          Map.entry("BUS", OF_THE_JVM),
          Map.entry("TRAP", OF_THE_JVM),
          Map.entry("PIPE", OF_THE_JVM),
          Map.entry("XFSZ", OF_THE_JVM),
          Map.entry("USR2", OF_THE_JVM),
          Map.entry("CHLD", "which comes whenever a child process ends"),
          Map.entry("URG", "which comes with urgent data on a socket"),
          Map.entry("PROF", "which profilers take"));

  private Signals() {}

  /** The names, in their order. */
  static Set<String> parse(List<String> names) {
    for (String name : names) {
      String why = RESERVED.get(name);
      if (why != null) {
        throw new IllegalArgumentException(
            "contains %s, %s; write TERM, and stop the container with SIGTERM"
                .formatted(name, why));
      }
    }
    if (names.isEmpty() || !CATCHABLE.containsAll(names)) {
      throw new IllegalArgumentException("is no list of signals; write TERM, or TERM,INT");
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }
}
