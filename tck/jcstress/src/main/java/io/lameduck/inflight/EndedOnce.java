package io.lameduck.inflight;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JII_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** Two threads end the same request, beside another that runs on. */
public class EndedOnce {

  private EndedOnce() {}

  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the other one")
  @Outcome(expect = Expect.FORBIDDEN, desc = "ended twice, or never")
  @State
  public static class Proof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease contested = Lease.enter(gate, "GET", "/", 0);

    /** The other runs from the beginning. */
    public Proof() {
      Lease unused = Lease.enter(gate, "GET", "/other", 0);
    }

    @Actor
    public void one() {
      contested.end();
    }

    @Actor
    public void two() {
      contested.end();
    }

    @Arbiter
    public void afterwards(JII_Result result) {
      result.r1 = gate.running();
      result.r2 = gate.streams().open();
      result.r3 = gate.inFlight().size();
    }
  }

  /** Looks whether it has ended, and then ends it. */
  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the other one")
  @Outcome(expect = Expect.FORBIDDEN, desc = "ended twice, or never")
  @State
  public static class Control {

    private final BrokenGates.Striped gate = new BrokenGates.Striped();
    private volatile boolean ended;

    /** Two run from the beginning. */
    public Control() {
      gate.add(0, 2);
    }

    @Actor
    public void one() {
      end();
    }

    @Actor
    public void two() {
      end();
    }

    private void end() {
      if (!ended) {
        ended = true;
        gate.add(0, -1);
      }
    }

    @Arbiter
    public void afterwards(J_Result result) {
      result.r1 = gate.sum();
    }
  }

  /** It turns out to be a stream while it ends. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the other one")
  @Outcome(expect = Expect.FORBIDDEN, desc = "ended twice, or never")
  @State
  public static class StreamProof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease contested = Lease.enter(gate, "GET", "/", 0);

    /** The other runs from the beginning. */
    public StreamProof() {
      Lease unused = Lease.enter(gate, "GET", "/other", 0);
    }

    @Actor
    public void becomesEndless() {
      contested.becomesEndless(DeafStream.INSTANCE);
    }

    @Actor
    public void end() {
      contested.end();
    }

    @Arbiter
    public void afterwards(JII_Result result) {
      result.r1 = gate.running();
      result.r2 = gate.streams().open();
      result.r3 = gate.inFlight().size();
    }
  }

  /** It is a stream, and two threads end it. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the other one")
  @Outcome(expect = Expect.FORBIDDEN, desc = "ended twice, or never")
  @State
  public static class EndlessProof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease contested = Lease.enter(gate, "GET", "/", 0);

    /** It is a stream from the beginning, and the other runs. */
    public EndlessProof() {
      Lease unused = Lease.enter(gate, "GET", "/other", 0);
      contested.becomesEndless(DeafStream.INSTANCE);
    }

    @Actor
    public void one() {
      contested.end();
    }

    @Actor
    public void two() {
      contested.end();
    }

    @Arbiter
    public void afterwards(JII_Result result) {
      result.r1 = gate.running();
      result.r2 = gate.streams().open();
      result.r3 = gate.inFlight().size();
    }
  }
}
