package io.lameduck.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two signals come at once, as from a process group and a shell in it; each has its own thread. */
@Timeout(60)
class TwinSignalsTest {

  /** The thread that comes first is overtaken before it can ask which signal it is. */
  private static final class Overtaken implements SignalTrap.Listener {

    private final FirstSignal first = new FirstSignal(MonotonicClock.system());
    private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    private final CountDownLatch asking = new CountDownLatch(1);
    private final CountDownLatch overtaken = new CountDownLatch(1);
    private final AtomicBoolean someone = new AtomicBoolean();

    @Override
    public FirstSignal.Order arrived() {
      if (someone.compareAndSet(false, true)) {
        asking.countDown();
        await(overtaken);
      }
      return first.arrive();
    }

    @Override
    public void onSignal() {
      calls.add("drains");
    }

    @Override
    public void onLaterSignal() {
      calls.add("cut short");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whicheverIsFirstTheDrainIsNotCutShort() throws Exception {
    Overtaken listener = new Overtaken();
    AtomicReference<Runnable> slot = new AtomicReference<>();
    OsSignal signal = new OsSignal("USR2");
    Object previous =
        signal.handler(new AtomicReference<>(() -> listener.calls.add("handed over")));
    Object[] trap = {"USR2", slot, new AtomicBoolean(), signal.handler(slot), previous};
    SignalTrap unused = SignalTrap.fromHandover(trap, listener, new Log(new RecordingLogger()));
    Runnable signalled = Objects.requireNonNull(slot.get());
    Thread twin = new Thread(signalled);
    twin.start();
    await(listener.asking);
    signalled.run();
    listener.overtaken.countDown();
    twin.join();
    assertThat(List.copyOf(listener.calls)).containsExactly("drains", "handed over");
  }
}
