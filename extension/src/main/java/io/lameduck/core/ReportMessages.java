package io.lameduck.core;

import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** The line that ends a drain, in the log and wherever else it is told. */
public final class ReportMessages {

  private final LogLines log;

  /** Writes where those messages are written, under the same name of the application. */
  public ReportMessages(Messages messages) {
    this.log = messages.log;
  }

  /** The line of the log, id and application included, without what the logger puts before it. */
  public String line(DrainReport report) {
    String unfinished =
        report.unfinished().isEmpty() ? "" : " (" + String.join(", ", report.unfinished()) + ")";
    String figures =
        ("lame duck %s, draining %s; served late: %d, rejected: %d, completed: %d, streams ended:"
                    + " %d, abandoned: %d")
                .formatted(
                    Durations.measured(report.lameDuck()),
                    Durations.measured(report.draining()),
                    report.servedLate(),
                    report.rejected(),
                    report.completed(),
                    report.streamsEnded(),
                    report.abandoned())
            + unfinished;
    return switch (report.outcome()) {
      case DRAINED -> log.line("LD0005", "Drained (%s): %s", report.trigger(), figures);
      case TIMED_OUT ->
          log.line(
              "LD0006",
              "Time is up (%s), requests still running are cut off: %s. Raise"
                  + " lameduck.grace-period (with the pod's terminationGracePeriodSeconds) if they"
                  + " deserve more time",
              report.trigger(),
              figures);
      case RESUMED -> log.line("LD0035", "Resumed by the operator: ready again");
      case CUT_SHORT -> log.line("LD0007", "Cut short by a second signal: %s", figures);
    };
  }

  void report(DrainReport report) {
    boolean drained = report.outcome() == DrainReport.Outcome.DRAINED;
    log.write(drained ? Level.INFO : Level.WARNING, () -> line(report), null);
  }

  /** The file is there, but does not take the report. */
  public void terminationLogNotWritten(Path file, Throwable cause) {
    log.debug("LD0031", cause, "The report could not be written to %s", file);
  }
}
