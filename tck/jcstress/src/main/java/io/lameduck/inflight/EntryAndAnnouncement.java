package io.lameduck.inflight;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** A request enters while the drain is announced: it is late, or counted before, never neither. */
public class EntryAndAnnouncement {

  private static final String BEFORE = "false, 1";
  private static final String LATE = "true, 0";

  private EntryAndAnnouncement() {}

  @JCStressTest
  @Outcome(id = BEFORE, expect = Expect.ACCEPTABLE, desc = "before")
  @Outcome(id = LATE, expect = Expect.ACCEPTABLE, desc = "late")
  @Outcome(expect = Expect.FORBIDDEN, desc = "neither, or both")
  @State
  public static class Proof {

    private final RequestGate gate = new RequestGate(2);

    @Actor
    public void enter(ZJ_Result result) {
      result.r1 = Lease.enter(gate, "GET", "/", 0).late();
    }

    @Actor
    public void announce(ZJ_Result result) {
      result.r2 = gate.announce(() -> {});
    }
  }

  /** Looks before it counts. */
  @JCStressTest
  @Outcome(id = BEFORE, expect = Expect.ACCEPTABLE, desc = "before")
  @Outcome(id = LATE, expect = Expect.ACCEPTABLE, desc = "late")
  @Outcome(expect = Expect.FORBIDDEN, desc = "neither, or both")
  @State
  public static class Control {

    private final BrokenGates.LooksFirst gate = new BrokenGates.LooksFirst();

    @Actor
    public void enter(ZJ_Result result) {
      result.r1 = gate.enterLate();
    }

    @Actor
    public void announce(ZJ_Result result) {
      result.r2 = gate.announce();
    }
  }
}
