package io.lameduck.drain;

import io.lameduck.DrainPhase;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a drain stands. Immutable: what is read at once belongs together.
 *
 * @param phase the phase
 * @param since when it began, by the wall clock: for people, never for arithmetic
 * @param attempt the one that drives or has driven; null if there is none, or it was resumed
 * @param stopping whether a stop has asked for that attempt, so that it cannot be resumed
 * @param leaving whether only the stop of this application has asked for it: the drain of the
 *     others may still be resumed
 * @param resumedAt when an operator last resumed, by the monotonic clock
 */
public record DrainState(
    DrainPhase phase,
    Instant since,
    @Nullable DrainAttempt attempt,
    boolean stopping,
    boolean leaving,
    OptionalLong resumedAt) {

  static DrainState serving(Instant now) {
    return new DrainState(DrainPhase.SERVING, now, null, false, false, OptionalLong.empty());
  }

  DrainState in(DrainPhase next, Instant now) {
    return new DrainState(next, now, attempt, stopping, leaving, resumedAt);
  }

  DrainState drivenBy(DrainAttempt next) {
    return new DrainState(phase, since, next, next.trigger().stops(), false, resumedAt);
  }

  DrainState joinedByStop(Trigger stop) {
    boolean alone = !stop.acceptsRequests() && (!stopping || leaving);
    return new DrainState(phase, since, attempt, true, alone, resumedAt);
  }

  DrainState withResumedAt(long nanos) {
    return new DrainState(phase, since, attempt, stopping, leaving, OptionalLong.of(nanos));
  }

  /** Whether the lame-duck phase is over, so that new requests need not be served. */
  public boolean isPastLameDuck() {
    return phase != DrainPhase.SERVING && phase != DrainPhase.LAME_DUCK;
  }

  /** Whether there is a drain that an operator may resume from. */
  boolean resumable() {
    return attempt != null && !stopping;
  }

  /** Whether what an operator asked for at that time has been resumed since. */
  boolean resumedSince(Trigger trigger, long start) {
    return !trigger.stops() && resumedAt.isPresent() && start - resumedAt.getAsLong() < 0;
  }
}
