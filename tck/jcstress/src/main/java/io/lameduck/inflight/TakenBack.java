package io.lameduck.inflight;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JZ_Result;

/** The drain is taken back while requests come and go: no entry and no end is lost. */
public class TakenBack {

  private TakenBack() {}

  @JCStressTest
  @Outcome(id = "1, false", expect = Expect.ACCEPTABLE, desc = "the one that has entered")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost count")
  @State
  public static class EntryProof {

    private final RequestGate gate = new RequestGate(2);

    /** Announced before. */
    public EntryProof() {
      long unused = gate.announce(() -> {});
    }

    @Actor
    public void enter() {
      Lease unused = Lease.enter(gate, "GET", "/", 0);
    }

    @Actor
    public void withdraw() {
      gate.withdraw();
    }

    @Arbiter
    public void afterwards(JZ_Result result) {
      result.r1 = gate.running();
      result.r2 = gate.announced();
    }
  }

  @JCStressTest
  @Outcome(id = "0, false", expect = Expect.ACCEPTABLE, desc = "nothing runs")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost count")
  @State
  public static class EndProof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease running = Lease.enter(gate, "GET", "/", 0);

    @Actor
    public void comeAndGo() {
      running.end();
      Lease.enter(gate, "GET", "/", 0).end();
    }

    @Actor
    public void announceAndWithdraw() {
      long unused = gate.announce(() -> {});
      gate.withdraw();
    }

    @Arbiter
    public void afterwards(JZ_Result result) {
      result.r1 = gate.running();
      result.r2 = gate.announced();
    }
  }

  /** Reads the word, and then writes it. */
  @JCStressTest
  @Outcome(id = "1, false", expect = Expect.ACCEPTABLE, desc = "the one that has entered")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost count")
  @State
  public static class Control {

    private final BrokenGates.ReadsAndWrites gate = new BrokenGates.ReadsAndWrites();

    @Actor
    public void enter() {
      gate.enter();
    }

    @Actor
    public void withdraw() {
      gate.withdraw();
    }

    @Arbiter
    public void afterwards(JZ_Result result) {
      result.r1 = gate.running();
      result.r2 = gate.announced();
    }
  }
}
