package io.lameduck.inflight;

import io.lameduck.config.Durations;
import io.lameduck.inflight.InFlightEntry.Snapshot;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What does not end, by the stack of its thread. */
public final class StuckRequests {

  /** A thousand stuck requests have one cause, most likely; the log is not to drown in it. */
  private static final int NAMED = 10;

  private static final int FRAMES = 8;

  /** No thread of their pools has such a frame outside of a request. */
  private static final List<String> CONTAINERS =
      List.of(
          "io.undertow.",
          "org.apache.catalina.",
          "com.ibm.ws.webcontainer",
          "io.openliberty.webcontainer",
          "org.eclipse.jetty.");

  private StuckRequests() {}

  /**
   * Ends those that were {@linkplain Lease#leaveToContainer left to the container} and are not in
   * it any more. It has failed to say so, as Weld does if an observer of the context's end throws.
   */
  public static void endLeft(RequestGate gate) {
    gate.endLeft(StuckRequests::isOutsideContainer);
  }

  private static boolean isOutsideContainer(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (CONTAINERS.stream().anyMatch(frame.getClassName()::startsWith)) {
        return false;
      }
    }
    return true;
  }

  /** Writes one line for each of the oldest, and one for the rest. */
  public static void log(RequestGate gate, long now, Object phase, Log log) {
    List<Snapshot> all = gate.awaited();
    for (Snapshot request : all.subList(0, Math.min(NAMED, all.size()))) {
      String age = Durations.measured(Duration.ofNanos(now - request.began()));
      log.write(Message.STILL_RUNNING, phase, request.title(), age, whereabouts(request));
    }
    if (all.size() > NAMED) {
      log.write(Message.MORE_STILL_RUNNING, phase, all.size() - NAMED);
    }
  }

  private static String whereabouts(Snapshot request) {
    Thread worker = request.worker();
    if (worker == null) {
      return "on no thread at the moment";
    }
    String frames =
        Arrays.stream(worker.getStackTrace())
            .limit(FRAMES)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    // A virtual thread has no name unless it is given one.
    String name = worker.getName().isEmpty() ? "thread " + worker.getId() : worker.getName();
    return "on " + name + (frames.isEmpty() ? "" : " at " + frames);
  }

  /** What the oldest of them are. */
  public static List<String> titles(RequestGate gate) {
    return gate.awaited().stream().limit(NAMED).map(Snapshot::title).toList();
  }
}
