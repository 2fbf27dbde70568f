package io.lameduck.messaging;

import io.lameduck.DrainPhase;
import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.deployment.Deployment;
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
 * <p>Not while anything else runs in this JVM, or requests still come: those may wait for the
 * answer to a message. Not before the last half minute: the resource adapter interrupts messages
 * after it has waited for them that long.
 */
public final class MessageDelivery implements DrainListener {

  /** Artemis' time for a call, and for messages that run when a delivery stops. */
  static final Duration INTERRUPTED_AFTER = Duration.ofSeconds(30);

  private static final MonotonicClock CLOCK = MonotonicClock.system();

  /** No event tells that only messages are left. */
  private static final long LOOK_AGAIN = Duration.ofMillis(100).toNanos();

  private final Deployment deployment;
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
  public MessageDelivery(Deployment deployment, List<Class<?>> beans) {
    this(
        deployment,
        () ->
            WildFlyDelivery.stop(
                MessageDelivery.class.getClassLoader(),
                Set.copyOf(beans),
                MessageDelivery::notStopped));
  }

  MessageDelivery(Deployment deployment, Stop stop) {
    this.deployment = deployment;
    this.stop = stop;
  }

  /** A stop of the server's has done it before it asks for a drain. */
  @Override
  public void began(DrainPhase phase, Trigger trigger) {
    if (phase == DrainPhase.DRAINING
        && (trigger == Trigger.SIGNAL || trigger == Trigger.OPERATOR)) {
      // Not by Threads: without a thread to be had, this one would wait for what it has to end.
      Thread thread = new Thread(this::stopInTime, "lameduck-messages");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void stopInTime() {
    while (deployment.drain().state().phase() == DrainPhase.DRAINING) {
      if (isDue(deployment.drain())) {
        try {
          stop.stop();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
          notStopped(e);
        }
        return;
      }
      CLOCK.park(this, LOOK_AGAIN);
    }
  }

  /** Never in a drain that an operator may resume; a signal may join that. */
  private boolean isDue(Drain drain) {
    return drain.state().stopping()
        && drain.timeLeft().compareTo(INTERRUPTED_AFTER) <= 0
        && drain.quietNanos() >= deployment.settings().announceQuiet().toNanos()
        && !drain.runsBesideMessages()
        && !deployment.peersRunBesideMessages();
  }

  private static void notStopped(Throwable cause) {
    Log.ofPlatform().failure(cause, Message.DELIVERY_UNKNOWN);
  }
}
