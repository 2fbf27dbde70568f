package io.lameduck.drain;

import io.lameduck.config.Settings;
import io.lameduck.log.Message;
import java.time.Duration;

/**
 * A drain that never throws: a failure is logged, and what is in flight is awaited all the same.
 * What fails is likely a full heap, which may have room the next moment and shows in many ways: the
 * JDK wraps it when it links a lambda.
 */
public final class FailSafeDrain {

  /** Until one that failed is tried again. */
  private static final long PAUSE = Duration.ofMillis(100).toNanos();

  private FailSafeDrain() {}

  /** As {@link Drain#run(Trigger, long)}. */
  public static void run(Drain drain, Trigger trigger, long start) {
    try {
      drain.run(trigger, start);
    } catch (RuntimeException | Error e) {
      drain.log().failure(e, Message.DRAIN_FAILED);
      awaitInFlight(drain, trigger, start);
    }
  }

  /** Allocates only in the retry: the heap may be full. */
  private static void awaitInFlight(Drain drain, Trigger trigger, long start) {
    boolean interrupted = false;
    do {
      interrupted |= Thread.interrupted(); // An interrupted thread does not park.
      drain.clock().park(drain, PAUSE);
    } while (isOwed(drain, start) && !hasJoined(drain, trigger, start));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOwed(Drain drain, long start) {
    Settings settings = drain.settings(); // Its drainTime() would allocate.
    long bound = settings.gracePeriod().toNanos() - settings.stopReserve().toNanos();
    boolean open = !drain.announced() || drain.gate().running() > 0;
    return open && !drain.isCutShort() && drain.clock().nanos() - start < bound;
  }

  private static boolean hasJoined(Drain drain, Trigger trigger, long start) {
    try {
      drain.run(trigger, start);
      return true;
    } catch (RuntimeException | Error said) {
      return false;
    }
  }
}
