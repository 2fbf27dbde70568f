package io.lameduck.inflight;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work in flight. It is ended exactly once, by whatever thread comes first; every
 * later end is ignored, so that completion, time-out, error and a plain return may all report it.
 * Safe for use by several threads. Equal to every other lease of the same work.
 *
 * @param entry its entry in the registry
 * @param stamp of this use of the entry
 */
public record Lease(InFlightEntry entry, long stamp) {

  /** For the thread that has just entered it. */
  public static Lease of(InFlightEntry entered) {
    return new Lease(entered, entered.stamp());
  }

  /** As {@link RequestGate#enter}. */
  public static Lease enter(RequestGate gate, String kind, String name, long now) {
    return of(gate.enter(kind, name, now));
  }

  /** As {@link RequestGate#enterForAnyThread}. */
  public static Lease enterForAnyThread(RequestGate gate, String kind, String name, long now) {
    return of(gate.enterForAnyThread(kind, name, now));
  }

  /** Whether the work began after the drain was announced. */
  public boolean late() {
    return InFlightEntry.late(stamp);
  }

  /**
   * Runs the work on the calling thread. It ends with the call, or with the stage that the call
   * returns.
   *
   * @return what the call returned
   * @throws Exception as the call does
   */
  public @Nullable Object run(Callable<@Nullable Object> work) throws Exception {
    boolean goesOn = false;
    try {
      Object result = work.call();
      if (result instanceof CompletionStage<?> stage) {
        workedOn(false);
        goesOn = endWithStage(stage);
      }
      return result;
    } finally {
      if (!goesOn) {
        end();
      }
    }
  }

  /** False if the stage takes no callback. */
  private boolean endWithStage(CompletionStage<?> stage) {
    try {
      // The caller gets what the call returned, not the new stage.
      CompletionStage<?> unused = stage.whenComplete((value, failure) -> end());
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Ends the work; never blocks. Safe from any thread, any number of times. */
  public void end() {
    entry.end(stamp);
  }

  /**
   * The application is done with it. The container has work to do still, on the calling thread, and
   * ends it; if it does not, {@link StuckRequests#endLeft} does.
   */
  public void leaveToContainer() {
    entry.leaveToContainer(stamp);
  }

  /** From now on the calling thread works on it, or, with {@code false}, none that is known. */
  public void workedOn(boolean here) {
    entry.workedOn(stamp, here);
  }

  /**
   * As {@link #workedOn}, for the time of a call.
   *
   * @return whether the calling thread was not known to work on it, and has to say when it leaves
   */
  public boolean tryWorkOn() {
    return entry.tryWorkOn(stamp);
  }

  /**
   * It has turned out to be a stream that does not end by itself.
   *
   * @param stream is asked to end when the time of the streams is up
   */
  public void becomesEndless(OpenStream stream) {
    entry.becomesEndless(stamp, stream);
  }

  /** It is no such stream after all, and is waited for again. */
  public void becomesFinite() {
    entry.becomesFinite(stamp);
  }
}
