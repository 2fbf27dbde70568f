package io.lameduck.inflight;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Waiters;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** The last request leaves while a drain begins to wait for it: the wait ends. */
public class LastOneWakes {

  private LastOneWakes() {}

  @JCStressTest
  @Outcome(id = "0, false", expect = Expect.ACCEPTABLE, desc = "had left before: no wait")
  @Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "no wait, and a wake-up too many")
  @Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "waits, and is woken")
  @Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever")
  @State
  public static class Proof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease last = Lease.enter(gate, "GET", "/", 0);
    private volatile boolean woken;

    @Actor
    public void announceAndLook(JZ_Result result) {
      long unused = gate.announce(() -> woken = true);
      result.r1 = gate.running();
    }

    @Actor
    public void leave() {
      last.end();
    }

    @Arbiter
    public void afterwards(JZ_Result result) {
      result.r2 = woken;
    }
  }

  /** Looks whether it is to wake somebody before it leaves. */
  @JCStressTest
  @Outcome(
      id = {"0, false", "0, true", "1, true"},
      expect = Expect.ACCEPTABLE,
      desc = "as above")
  @Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever")
  @State
  public static class Control {

    private final BrokenGates.LooksFirst gate = new BrokenGates.LooksFirst();

    /** One runs from the beginning. */
    public Control() {
      boolean unused = gate.enterLate();
    }

    @Actor
    public void announceAndLook(JZ_Result result) {
      long unused = gate.announce();
      result.r1 = gate.running();
    }

    @Actor
    public void leave() {
      gate.leave();
    }

    @Arbiter
    public void afterwards(JZ_Result result) {
      result.r2 = gate.woken();
    }
  }

  /** A stream that ends wakes the drain, too. */
  @JCStressTest
  @Outcome(
      id = {"0, false", "0, true", "1, true"},
      expect = Expect.ACCEPTABLE,
      desc = "as above")
  @Outcome(expect = Expect.FORBIDDEN, desc = "waits for ever")
  @State
  public static class StreamProof {

    private final RequestGate gate = new RequestGate(2);
    private final Lease last = Lease.enter(gate, "GET", "/", 0);
    private volatile boolean woken;

    /** It is a stream from the beginning. */
    public StreamProof() {
      last.becomesEndless(DeafStream.INSTANCE);
    }

    @Actor
    public void announceAndLook(JZ_Result result) {
      long unused = gate.announce(() -> woken = true);
      result.r1 = gate.running() + gate.streams().open();
    }

    @Actor
    public void leave() {
      last.end();
    }

    @Arbiter
    public void afterwards(JZ_Result result) {
      result.r2 = woken;
    }
  }

  /** The same with threads that really park. */
  @JCStressTest
  @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the wait ended in time")
  @Outcome(expect = Expect.FORBIDDEN, desc = "only the bound has ended the wait")
  @State
  public static class ParkProof {

    private static final long BOUND = TimeUnit.SECONDS.toNanos(20);

    private final RequestGate gate = new RequestGate(2);
    private final Lease last = Lease.enter(gate, "GET", "/", 0);
    private final Waiters waiters = new Waiters(MonotonicClock.system());

    @Actor
    public void announceAndWait(Z_Result result) {
      long deadline = System.nanoTime() + BOUND;
      long unused = gate.announce(waiters::wake);
      waiters.await(() -> gate.running() > 0 ? deadline - System.nanoTime() : 0);
      result.r1 = System.nanoTime() - deadline < 0;
    }

    @Actor
    public void leave() {
      last.end();
    }
  }
}
