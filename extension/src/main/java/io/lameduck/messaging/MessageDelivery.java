package io.lameduck.messaging;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainListener;
import io.lameduck.drain.Trigger;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Stops the delivery to the message-driven beans of a deployment while the drain of a signal waits.
 * Otherwise messages of a queue that is never empty would begin until the drain ends. The server's
 * own stop then waits for those: once more as long as a message takes.
 *
 * <p>Not while a request runs: it may wait for the answer to a message. Not before the last half
 * minute: the resource adapter interrupts messages after it has waited for them that long.
 */
public final class MessageDelivery implements DrainListener {

  /** Artemis' time for a call, and for messages that run when a delivery stops. */
  static final Duration INTERRUPTED_AFTER = Duration.ofSeconds(30);

  private static final MonotonicClock CLOCK = MonotonicClock.system();

  /** No event tells that only messages are left. */
  private static final long LOOK_AGAIN = Duration.ofMillis(100).toNanos();

  private final Drain drain;
  private final Stop stop;

  /** What stops the delivery. */
  interface Stop {
    void stop() throws ReflectiveOperationException;
  }

  /**
   * For the server that runs in this JVM.
   *
   * @param beans their classes
   */
  public MessageDelivery(Drain drain, ClassLoader deployment, List<Class<?>> beans) {
    this(drain, () -> WildFlyDelivery.stop(deployment, Set.copyOf(beans)));
  }

  MessageDelivery(Drain drain, Stop stop) {
    this.drain = drain;
    this.stop = stop;
  }

  /** A stop of the server's has done it before it asks for a drain; an operator may resume. */
  @Override
  public void began(DrainPhase phase, Trigger trigger) {
    if (phase == DrainPhase.DRAINING && trigger == Trigger.SIGNAL) {
      Thread unused = Threads.start("lameduck-messages", this::stopInTime);
    }
  }

  private void stopInTime() {
    while (drain.state().phase() == DrainPhase.DRAINING) {
      if (drain.timeLeft().compareTo(INTERRUPTED_AFTER) <= 0 && !drain.requestsRun()) {
        stopNow();
        return;
      }
      CLOCK.park(this, LOOK_AGAIN);
    }
  }

  private void stopNow() {
    try {
      stop.stop();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Log.ofPlatform().failure(e, Message.DELIVERY_UNKNOWN);
    }
  }
}
