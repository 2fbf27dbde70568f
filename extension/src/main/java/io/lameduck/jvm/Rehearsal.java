package io.lameduck.jvm;

import io.lameduck.core.Drain;
import io.lameduck.core.DrainListener;
import io.lameduck.core.Lease;
import io.lameduck.core.Messages;
import io.lameduck.core.MonotonicClock;
import io.lameduck.core.Peers;
import io.lameduck.core.Phase;
import io.lameduck.core.ReportMessages;
import io.lameduck.core.RequestGate;
import io.lameduck.core.Settings;
import io.lameduck.core.Trigger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the end of a drain once with nothing at stake. A JVM comes to that code once in its
 * life, and loads and links it then, for which the last response would have to wait; while the
 * lame-duck phase lasts, there is time.
 */
final class Rehearsal {

  /** Where there is no such file, that is rehearsed. */
  private static final Path NOWHERE = Path.of("/dev/null");

  private Rehearsal() {}

  /**
   * Says and changes nothing. Its time is up when it begins, so it waits for nothing. Never throws.
   *
   * @param peers of the real drain; only asked
   */
  static void run(Peers peers) {
    try {
      Messages silent = new Messages(new Silence());
      Settings settings = Settings.defaults();
      MonotonicClock clock = MonotonicClock.system();
      Drain drain =
          new Drain(settings, new RequestGate(), peers, clock, InstantSource.system(), silent);
      drain.follow(new LastOne(drain.begin("rehearsal")));
      drain.follow(new TerminationLog(NOWHERE, new ReportMessages(silent)));
      drain.run(Trigger.SERVER_STOP, clock.nanos() - settings.drainTime().toNanos());
    } catch (RuntimeException | Error e) {
      // Such as a full heap. What was not rehearsed takes longer, and that is all.
    }
  }

  /** Ends when nothing else is waited for. */
  private record LastOne(Lease lease) implements DrainListener {

    @Override
    public void began(Phase phase, Trigger trigger) {
      lease.end();
    }
  }

  /** Takes every line, so that each is made, and writes none. */
  private static final class Silence implements System.Logger {

    @Override
    public String getName() {
      return "silence";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      // Nobody is to read it.
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, String format, Object @Nullable ... values) {
      // Nobody is to read it.
    }
  }
}
