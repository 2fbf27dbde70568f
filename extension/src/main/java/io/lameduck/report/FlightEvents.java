package io.lameduck.report;

import io.lameduck.DrainPhase;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.DrainReport;
import io.lameduck.drain.Trigger;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Puts the drain into flight recordings that are running. If there never was one, the event classes
 * are not even loaded. No recording is worth a deployment, or its end: nothing here throws.
 */
public final class FlightEvents implements DrainListener {

  private final Supplier<String> application;
  private @Nullable DrainEvent whole;
  private @Nullable DrainPhaseEvent running;
  private volatile boolean registered;

  /**
   * Follows nothing yet.
   *
   * @throws LinkageError in a JVM without the module jdk.jfr: now, not in the middle of a drain
   */
  public FlightEvents(Supplier<String> application) {
    this.application = application;
    boolean unused = FlightRecorder.isAvailable();
  }

  /**
   * If the JVM is being recorded, has it load the event classes now, which takes it longer than a
   * drain may spare.
   */
  public void prepare() {
    quietly(this::register);
  }

  private void register() {
    if (FlightRecorder.isInitialized()) {
      // Not left to the JVM, which does it once for a class: it may have been unregistered since.
      FlightRecorder.register(DrainEvent.class);
      FlightRecorder.register(DrainPhaseEvent.class);
      registered = true;
    }
  }

  @Override
  public synchronized void began(DrainPhase phase, Trigger trigger) {
    endPhase();
    if (!registered) {
      register();
    }
    if (!registered) {
      return;
    }
    if (whole == null) {
      whole = new DrainEvent();
      whole.begin();
    }
    DrainPhaseEvent event = new DrainPhaseEvent();
    event.application = application.get();
    event.trigger = trigger.toString();
    event.phase = phase.name();
    event.begin();
    running = event;
  }

  @Override
  public synchronized void ended(DrainReport report) {
    endPhase();
    DrainEvent event = whole;
    if (event != null) {
      event.application = application.get();
      event.trigger = report.trigger().toString();
      event.outcome = report.outcome().name();
      event.lameDuck = report.lameDuck().toNanos();
      event.draining = report.draining().toNanos();
      event.servedLate = report.servedLate();
      event.rejected = report.rejected();
      event.completed = report.completed();
      event.streamsEnded = report.streamsEnded();
      event.goAways = report.goAways();
      event.abandoned = report.abandoned();
      event.commit();
      whole = null;
    }
  }

  /** Records the phase as long as it lasted, and no drain as a whole. */
  @Override
  public synchronized void resumed() {
    endPhase();
    whole = null;
  }

  private void endPhase() {
    if (running != null) {
      running.commit();
      running = null;
    }
  }

  /** Takes the event types away again; what is recorded stays. */
  public void unregister() {
    if (registered) {
      quietly(
          () -> {
            FlightRecorder.unregister(DrainEvent.class);
            FlightRecorder.unregister(DrainPhaseEvent.class);
          });
    }
  }

  private static void quietly(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError ignored) {
      // register() runs again when the drain begins, and is then logged.
    }
  }
}
