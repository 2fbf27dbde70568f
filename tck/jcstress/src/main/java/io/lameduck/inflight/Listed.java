package io.lameduck.inflight;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** What is in flight is listed, under its own name, while others come and go. */
public class Listed {

  private Listed() {}

  /** Two enter at once. */
  @JCStressTest
  @Outcome(id = "GET /one, GET /two", expect = Expect.ACCEPTABLE, desc = "both")
  @Outcome(expect = Expect.FORBIDDEN, desc = "one is lost")
  @State
  public static class OneEachProof {

    private final RequestGate gate = new RequestGate();

    @Actor
    public void one() {
      Lease unused = Lease.enter(gate, "GET", "/one", 0);
    }

    @Actor
    public void two() {
      Lease unused = Lease.enter(gate, "GET", "/two", 1);
    }

    @Arbiter
    public void afterwards(L_Result result) {
      List<InFlightRequest> works = gate.inFlight();
      result.r1 = String.join(", ", works.stream().map(InFlightRequest::title).toList());
    }
  }

  /** A reader sees what is stuck, and nothing that never was. */
  @JCStressTest
  @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "as it is")
  @Outcome(expect = Expect.FORBIDDEN, desc = "missed, or mixed up")
  @State
  public static class LookProof {

    private final RequestGate gate = new RequestGate();
    private final Lease first = Lease.enter(gate, "GET", "/one", 1);

    /** That which is stuck. */
    public LookProof() {
      Lease unused = Lease.enter(gate, "GET", "/stuck", 0);
    }

    @Actor
    public void useAgain() {
      first.end();
      Lease second = Lease.enter(gate, "PUT", "/two", 2);
      second.end();
      Lease unused = Lease.enter(gate, "DELETE", "/three", 3);
    }

    @Actor
    public void look(ZZ_Result result) {
      List<InFlightRequest> works = gate.inFlight();
      result.r1 = works.stream().anyMatch(work -> work.title().equals("GET /stuck"));
      result.r2 = works.stream().allMatch(LookProof::isWhole);
    }

    private static boolean isWhole(InFlightRequest work) {
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

  /** Two enter at once into a list that one thread may use. */
  @JCStressTest
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both")
  @Outcome(expect = Expect.FORBIDDEN, desc = "one is lost")
  @State
  public static class OneEachControl {

    private final BrokenGates.PlainList list = new BrokenGates.PlainList();

    @Actor
    public void one() {
      list.add("GET /one");
    }

    @Actor
    public void two() {
      list.add("GET /two");
    }

    @Arbiter
    public void afterwards(I_Result result) {
      result.r1 = list.size();
    }
  }
}
