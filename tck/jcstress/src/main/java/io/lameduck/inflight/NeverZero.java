package io.lameduck.inflight;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** One request enters and then another leaves: at every moment one of them runs. */
public class NeverZero {

  private NeverZero() {}

  @JCStressTest
  @Outcome(
      id = {"1", "2"},
      expect = Expect.ACCEPTABLE,
      desc = "what runs")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not what runs")
  @State
  public static class Proof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease first = Lease.enter(gate, "GET", "/", 0);

    @Actor
    public void relay() {
      Lease unused = Lease.enter(gate, "GET", "/", 0);
      first.end();
    }

    @Actor
    public void look(J_Result result) {
      result.r1 = gate.running();
    }
  }

  /** The sum of stripes, as {@code LongAdder} makes it. */
  @JCStressTest
  @Outcome(
      id = {"1", "2"},
      expect = Expect.ACCEPTABLE,
      desc = "what runs")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not what runs")
  @State
  public static class Control {

    private final BrokenGates.Striped gate = new BrokenGates.Striped();

    /** One is in the last stripe from the beginning. */
    public Control() {
      gate.add(BrokenGates.Striped.STRIPES - 1, 1);
    }

    @Actor
    public void relay() {
      gate.add(0, 1);
      gate.add(BrokenGates.Striped.STRIPES - 1, -1);
    }

    @Actor
    public void look(J_Result result) {
      result.r1 = gate.sum();
    }
  }

  /** A request that turns out to be a stream is in one of the two counts at every moment. */
  @JCStressTest
  @Outcome(
      id = {"1", "2"},
      expect = Expect.ACCEPTABLE,
      desc = "in flight")
  @Outcome(expect = Expect.FORBIDDEN, desc = "in neither count")
  @State
  public static class StreamProof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease stream = Lease.enter(gate, "GET", "/", 0);

    @Actor
    public void becomesEndless() {
      stream.becomesEndless(DeafStream.INSTANCE);
    }

    @Actor
    public void look(J_Result result) {
      result.r1 = gate.running() + gate.streams().open(); // As Drain.activeRequests does.
    }
  }

  /** Leaves the one count before it is in the other. */
  @JCStressTest
  @Outcome(
      id = {"1", "2"},
      expect = Expect.ACCEPTABLE,
      desc = "in flight")
  @Outcome(expect = Expect.FORBIDDEN, desc = "in neither count")
  @State
  public static class StreamControl {

    private final RequestGate gate = new RequestGate(2);
    private final Lease stream = Lease.enter(gate, "GET", "/", 0);

    @Actor
    public void becomesEndless() {
      gate.leaveCount();
      gate.streams().add(stream.entry(), stream.stamp(), DeafStream.INSTANCE);
    }

    @Actor
    public void look(J_Result result) {
      result.r1 = gate.running() + gate.streams().open();
    }
  }
}
