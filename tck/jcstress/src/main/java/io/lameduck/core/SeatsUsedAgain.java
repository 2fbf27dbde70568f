package io.lameduck.core;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** One request takes the seat that another leaves: neither is taken for the other. */
public class SeatsUsedAgain {

  private SeatsUsedAgain() {}

  /** An old ticket ends nothing, whoever has the seat by now. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the new one runs")
  @Outcome(expect = Expect.FORBIDDEN, desc = "ended by another's end, or taken by two")
  @State
  public static class OldTicketProof {

    private final RequestGate gate = new RequestGate(1);
    private final Lease old = gate.enter("GET", "/old", 0).lease();

    @Actor
    public void endTwice() {
      old.end();
      old.end();
    }

    @Actor
    public void enter() {
      Seat unused = gate.enter("GET", "/new", 0);
    }

    @Arbiter
    public void afterwards(JI_Result result) {
      result.r1 = gate.running();
      result.r2 = gate.inFlight().size();
    }
  }

  /** Seats without tickets. */
  @JCStressTest
  @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the new one runs")
  @Outcome(expect = Expect.FORBIDDEN, desc = "ended by another's end, or taken by two")
  @State
  public static class OldTicketControl {

    private final BrokenGates.OneSeat seat = new BrokenGates.OneSeat("old");

    @Actor
    public void endTwice() {
      seat.end();
      seat.end();
    }

    @Actor
    public void enter() {
      while (!seat.tryTake("new")) {
        Thread.onSpinWait();
      }
    }

    @Arbiter
    public void afterwards(Z_Result result) {
      result.r1 = seat.isTaken();
    }
  }

  /** Two enter at once where there is one seat, and then there are two. */
  @JCStressTest
  @Outcome(id = "GET /one, GET /two", expect = Expect.ACCEPTABLE, desc = "both")
  @Outcome(expect = Expect.FORBIDDEN, desc = "one is lost")
  @State
  public static class OneEachProof {

    private final RequestGate gate = new RequestGate(1);

    @Actor
    public void one() {
      Seat unused = gate.enter("GET", "/one", 0);
    }

    @Actor
    public void two() {
      Seat unused = gate.enter("GET", "/two", 1);
    }

    @Arbiter
    public void afterwards(L_Result result) {
      List<Work> works = gate.inFlight();
      result.r1 = String.join(", ", works.stream().map(Work::title).toList());
    }
  }

  /** Who looks for what is stuck sees it, and sees nothing that never was. */
  @JCStressTest
  @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "as it is")
  @Outcome(expect = Expect.FORBIDDEN, desc = "missed, or mixed up")
  @State
  public static class LookProof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease first = gate.enter("GET", "/one", 1).lease();

    /** That which is stuck. */
    public LookProof() {
      Seat unused = gate.enter("GET", "/stuck", 0);
    }

    @Actor
    public void useAgain() {
      first.end();
      Lease second = gate.enter("PUT", "/two", 2).lease();
      second.end();
      Seat unused = gate.enter("DELETE", "/three", 3);
    }

    @Actor
    public void look(ZZ_Result result) {
      List<Work> works = gate.inFlight();
      result.r1 = works.stream().anyMatch(work -> work.title().equals("GET /stuck"));
      result.r2 = works.stream().allMatch(LookProof::isWhole);
    }

    private static boolean isWhole(Work work) {
      String title =
          switch ((int) work.began()) {
            case 0 -> "GET /stuck";
            case 1 -> "GET /one";
            case 2 -> "PUT /two";
            default -> "DELETE /three";
          };
      return work.title().equals(title);
    }
  }

  /** Seats that are read without a second look. */
  @JCStressTest
  @Outcome(
      id = {"old old", "new new", "null"},
      expect = Expect.ACCEPTABLE,
      desc = "as it is")
  @Outcome(expect = Expect.FORBIDDEN, desc = "mixed up")
  @State
  public static class LookControl {

    private final BrokenGates.OneSeat seat = new BrokenGates.OneSeat("old");

    @Actor
    public void useAgain() {
      seat.end();
      boolean unused = seat.tryTake("new");
    }

    @Actor
    public void look(L_Result result) {
      result.r1 = String.valueOf(seat.read());
    }
  }
}
