package io.lameduck.report;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** One phase of a drain in a flight recording, as long as it lasted. */
@Name("io.lameduck.DrainPhase")
@Label("Drain Phase")
@Description("One phase of the drain of one application")
@Category("Lameduck")
@StackTrace(false)
final class DrainPhaseEvent extends Event {

  @Label("Application")
  @Nullable String application;

  @Label("Trigger")
  @Nullable String trigger;

  @Label("Phase")
  @Nullable String phase;
}
