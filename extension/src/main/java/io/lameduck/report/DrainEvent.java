package io.lameduck.report;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A whole drain in a flight recording, with the figures of its report. */
@Name("io.lameduck.Drain")
@Label("Drain")
@Description("What one application did between the request to stop and its end")
@Category("Lameduck")
@StackTrace(false)
final class DrainEvent extends Event {

  @Label("Application")
  @Nullable String application;

  @Label("Trigger")
  @Nullable String trigger;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Lame Duck")
  @Timespan
  long lameDuck;

  @Label("Draining")
  @Timespan
  long draining;

  @Label("Served Late")
  long servedLate;

  @Label("Rejected")
  long rejected;

  @Label("Completed")
  long completed;

  @Label("Streams Ended")
  long streamsEnded;

  @Label("GOAWAY")
  long goAways;

  @Label("Abandoned")
  long abandoned;
}
