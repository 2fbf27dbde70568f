package io.lameduck.core;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The lines that name what does not end. */
final class WorkMessages {

  /** A thousand stuck requests have one cause, most likely; the log is not to drown in it. */
  private static final int NAMED = 10;

  private static final int FRAMES = 8;

  private final LogLines log;

  WorkMessages(LogLines log) {
    this.log = log;
  }

  /** One line for each of the oldest, and one for the rest. */
  void stillRunning(Drain drain, Phase phase) {
    List<Work> all = drain.gate.inFlight();
    for (Work work : all.subList(0, Math.min(NAMED, all.size()))) {
      log.warn(
          "LD0033",
          "Still running (%s): %s for %s, %s",
          phase,
          work.title(),
          Durations.measured(Duration.ofNanos(drain.clock.nanos() - work.began())),
          whereabouts(work));
    }
    if (all.size() > NAMED) {
      log.warn("LD0034", "Still running (%s): %d more", phase, all.size() - NAMED);
    }
  }

  /** The stop goes on, and these are open; says nothing if there are none. */
  void streamsCutOff(int streams) {
    if (streams > 0) {
      log.warn("LD0032", "Event streams that could not be ended, and are cut off: %d", streams);
    }
  }

  /** It would wait for itself. */
  void asksForTheStop(String title) {
    log.info("LD0055", "Not waiting for %s, which has asked for this stop itself", title);
  }

  /** They may roll back now. */
  void interrupted(int threads) {
    log.info(
        "LD0056",
        "Interrupted so that their work can roll back, since the stop waits for it no longer: %d"
            + " threads. lameduck.abandoned=leave lets them run on",
        threads);
  }

  private static String whereabouts(Work work) {
    Thread worker = work.worker();
    if (worker == null) {
      return "on no thread at the moment";
    }
    String frames =
        Arrays.stream(worker.getStackTrace())
            .limit(FRAMES)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    return "on " + worker.getName() + (frames.isEmpty() ? "" : " at " + frames);
  }

  /** What the oldest of them are. */
  static List<String> titles(List<Work> works) {
    return works.stream().limit(NAMED).map(Work::title).toList();
  }
}
