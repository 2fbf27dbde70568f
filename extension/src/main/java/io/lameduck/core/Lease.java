package io.lameduck.core;

/**
 * One piece of work in flight. It is ended exactly once, by whatever thread comes first; every
 * later end is ignored, so that completion, time-out, error and a plain return may all report it.
 * Equal to every other lease of the same work.
 *
 * @param seat where it is written down; what it is and who works on it is only for the operator
 * @param ticket for this use of the seat
 */
public record Lease(Seat seat, long ticket) {

  /** Whether the work began after the drain was announced. */
  public boolean late() {
    return Seat.late(ticket);
  }

  /** Ends the work; never blocks. Safe from any thread, any number of times. */
  public void end() {
    seat.end(ticket);
  }

  /** As {@link Seat#workedOn}. */
  public void workedOn(boolean here) {
    seat.workedOn(ticket, here);
  }

  /**
   * It has turned out to be a stream without an end of its own.
   *
   * @param stream is asked to end when the time of the streams is up
   */
  public void becomesEndless(OpenStream stream) {
    RequestGate gate = seat.gate();
    gate.streams().add(this, stream); // Before it leaves the count: it is never in neither.
    if (seat.becomesEndless(ticket)) {
      gate.leaveCount();
    } else if (!seat.isEndless(ticket)) {
      gate.streams().remove(this);
    }
  }

  /** It is no such stream after all, and is waited for again. */
  public void becomesFinite() {
    RequestGate gate = seat.gate();
    gate.enterCount(); // Before it leaves the streams: it is never in neither.
    if (seat.becomesFinite(ticket)) {
      gate.streams().remove(this);
    } else {
      gate.leaveCount();
    }
  }
}
