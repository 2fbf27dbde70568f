package io.lameduck.drain;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.inflight.RequestGate;
import io.lameduck.inflight.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds the state of a drain and changes it, with the gate. Reading takes no lock. A change takes
 * one for a few instructions, in which nothing else is called.
 *
 * <p>The gate alone says whether a drain is announced. The order of the changes, all under the
 * lock, keeps this true at every moment: <em>if the gate is announced, the phase is not
 * SERVING</em>. An announcement changes the phase first and the gate second; a resumption changes
 * the gate first and the phase second; nothing else sets SERVING or touches the gate. So readiness,
 * unless it is delayed, is DOWN before the first request counts as late, and until after the last
 * one does.
 */
final class DrainStateMachine {

  private final RequestGate gate;
  private final Traffic traffic;
  private final Duration gracePeriod;
  private final MonotonicClock clock;
  private final InstantSource wallClock;
  private volatile DrainState state;
  private volatile boolean listenerClosed;
  private volatile boolean cutShort;

  DrainStateMachine(
      RequestGate gate,
      Traffic traffic,
      Duration gracePeriod,
      MonotonicClock clock,
      InstantSource wallClock) {
    this.gate = gate;
    this.traffic = traffic;
    this.gracePeriod = gracePeriod;
    this.clock = clock;
    this.wallClock = wallClock;
    this.state = DrainState.serving(wallClock.instant());
  }

  DrainState state() {
    return state;
  }

  /** Whether this attempt drives, and has not been resumed. */
  boolean isDrivenBy(DrainAttempt attempt) {
    return state.attempt() == attempt;
  }

  /**
   * The attempt to go by: the one that drives already, or this one, which drives from now on. Null
   * if this one was resumed before it could begin.
   */
  synchronized @Nullable DrainAttempt claim(DrainAttempt self) {
    DrainAttempt first = state.attempt();
    if (first != null && !first.isPast(clock, gracePeriod)) {
      if (self.trigger().stops()) {
        state = state.joinedByStop(self.trigger());
      }
      return first;
    }
    if (state.resumedSince(self.trigger(), self.start())) {
      return null;
    }
    state = state.drivenBy(self);
    return self;
  }

  /**
   * Begins the first phase, and marks whatever enters from now on as late.
   *
   * @param idle as {@link RequestGate#announce} takes it
   * @return how many were running at that very moment; empty, and nothing has changed, if the
   *     attempt has been resumed
   */
  synchronized OptionalLong announce(DrainAttempt attempt, DrainPhase first, Runnable idle) {
    if (!advance(attempt, first)) {
      return OptionalLong.empty();
    }
    traffic.announced(attempt.start());
    return OptionalLong.of(gate.announce(idle));
  }

  /** False, and nothing has changed, if the attempt has been resumed. */
  synchronized boolean advance(DrainAttempt attempt, DrainPhase next) {
    if (!isDrivenBy(attempt)) {
      return false;
    }
    state = state.in(next, wallClock.instant());
    return true;
  }

  /**
   * Resumes from the drain that runs or has run.
   *
   * @return false if there is none, or a stop has asked for it
   */
  synchronized boolean resume() {
    if (!state.resumable()) {
      return false;
    }
    // All that needs room before anything changes: the heap may be full.
    DrainState serving = DrainState.serving(wallClock.instant()).withResumedAt(clock.nanos());
    gate.withdraw();
    traffic.forget();
    state = serving;
    return true;
  }

  /** Cancels what an operator has asked for until now, and a thread is about to begin here. */
  synchronized void cancelPending() {
    state = state.withResumedAt(clock.nanos());
  }

  /** From now on the server accepts no requests, whatever it did when the drain began. */
  void closeListener() {
    listenerClosed = true;
  }

  boolean isListenerClosed() {
    return listenerClosed;
  }

  /** From now on nothing is waited for. */
  void cutShort() {
    cutShort = true;
  }

  boolean isCutShort() {
    return cutShort;
  }
}
