package io.lameduck.inflight;

import io.lameduck.inflight.InFlightEntry.Snapshot;
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

/** One request takes the entry that another leaves: neither is taken for the other. */
public class EntriesUsedAgain {

  private EntriesUsedAgain() {}

  /** An old stamp ends nothing, whatever has the entry by now. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the new one runs")
  @Outcome(expect = Expect.FORBIDDEN, desc = "ended by another's end, or taken by two")
  @State
  public static class OldStampProof {

    private final RequestGate gate = new RequestGate(1);
    private final Lease old = Lease.enter(gate, "GET", "/old", 0);

    @Actor
    public void endTwice() {
      old.end();
      old.end();
    }

    @Actor
    public void enter() {
      InFlightEntry unused = gate.enter("GET", "/new", 0);
    }

    @Arbiter
    public void afterwards(JI_Result result) {
      result.r1 = gate.running();
      result.r2 = gate.inFlight().size();
    }
  }

  /** Entries without stamps. */
  @JCStressTest
  @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the new one runs")
  @Outcome(expect = Expect.FORBIDDEN, desc = "ended by another's end, or taken by two")
  @State
  public static class OldStampControl {

    private final BrokenGates.OneEntry entry = new BrokenGates.OneEntry("old");

    @Actor
    public void endTwice() {
      entry.end();
      entry.end();
    }

    @Actor
    public void enter() {
      while (!entry.tryTake("new")) {
        Thread.onSpinWait();
      }
    }

    @Arbiter
    public void afterwards(Z_Result result) {
      result.r1 = entry.isTaken();
    }
  }

  /** Two enter at once; there is one entry, and then there are two. */
  @JCStressTest
  @Outcome(id = "GET /one, GET /two", expect = Expect.ACCEPTABLE, desc = "both")
  @Outcome(expect = Expect.FORBIDDEN, desc = "one is lost")
  @State
  public static class OneEachProof {

    private final RequestGate gate = new RequestGate(1);

    @Actor
    public void one() {
      InFlightEntry unused = gate.enter("GET", "/one", 0);
    }

    @Actor
    public void two() {
      InFlightEntry unused = gate.enter("GET", "/two", 1);
    }

    @Arbiter
    public void afterwards(L_Result result) {
      List<Snapshot> works = gate.inFlight();
      result.r1 = String.join(", ", works.stream().map(Snapshot::title).toList());
    }
  }

  /** A reader sees what is stuck, and nothing that never was. */
  @JCStressTest
  @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "as it is")
  @Outcome(expect = Expect.FORBIDDEN, desc = "missed, or mixed up")
  @State
  public static class LookProof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease first = Lease.enter(gate, "GET", "/one", 1);

    /** That which is stuck. */
    public LookProof() {
      InFlightEntry unused = gate.enter("GET", "/stuck", 0);
    }

    @Actor
    public void useAgain() {
      first.end();
      Lease second = Lease.enter(gate, "PUT", "/two", 2);
      second.end();
      InFlightEntry unused = gate.enter("DELETE", "/three", 3);
    }

    @Actor
    public void look(ZZ_Result result) {
      List<Snapshot> works = gate.inFlight();
      result.r1 = works.stream().anyMatch(work -> work.title().equals("GET /stuck"));
      result.r2 = works.stream().allMatch(LookProof::isWhole);
    }

    private static boolean isWhole(Snapshot work) {
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

  /** Entries that are read without a second look. */
  @JCStressTest
  @Outcome(
      id = {"old old", "new new", "null"},
      expect = Expect.ACCEPTABLE,
      desc = "as it is")
  @Outcome(expect = Expect.FORBIDDEN, desc = "mixed up")
  @State
  public static class LookControl {

    private final BrokenGates.OneEntry entry = new BrokenGates.OneEntry("old");

    @Actor
    public void useAgain() {
      entry.end();
      boolean unused = entry.tryTake("new");
    }

    @Actor
    public void look(L_Result result) {
      result.r1 = String.valueOf(entry.read());
    }
  }
}
