package io.lameduck.jvm;

import io.lameduck.core.Drain;
import io.lameduck.core.Messages;
import io.lameduck.core.ReportMessages;
import io.lameduck.core.Settings;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the drain of one deployment is told besides the log. */
final class Reporting {

  /** Null in a JVM made by jlink without the module jdk.jfr: it has no recordings either. */
  private final @Nullable FlightEvents events;

  private Reporting(@Nullable FlightEvents events) {
    this.events = events;
  }

  /** From now on the drain is told there; nothing is touched yet. */
  static Reporting of(
      Drain drain, Settings settings, Messages messages, Supplier<String> application) {
    drain.follow(new TerminationLog(settings.terminationLog(), new ReportMessages(messages)));
    FlightEvents events = events(application);
    if (events != null) {
      drain.follow(events);
    }
    return new Reporting(events);
  }

  private static @Nullable FlightEvents events(Supplier<String> application) {
    try {
      return new FlightEvents(application);
    } catch (LinkageError e) {
      return null;
    }
  }

  /** The deployment is armed. */
  void begin() {
    if (events != null) {
      quietly(events::prepare);
    }
  }

  /** The deployment is over. */
  void end() {
    if (events != null) {
      quietly(events::unregister);
    }
  }

  /** Whatever is wrong is said when the drain comes: the same happens then. */
  private static void quietly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError ignored) {
      // No recording is worth a deployment, or its end.
    }
  }
}
