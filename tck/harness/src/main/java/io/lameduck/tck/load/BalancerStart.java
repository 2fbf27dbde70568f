package io.lameduck.tck.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The start of a balancer's process, which says nothing when it is ready: asking tells. */
public final class BalancerStart {

  private static final Duration BOUND = Duration.ofSeconds(10);

  private BalancerStart() {}

  /**
   * Blocks until it is ready; closes it if it is not in time, or ends.
   *
   * @param log what it has said, for the message
   * @throws IllegalStateException if it does not start
   */
  public static void await(Balancer balancer, Process process, Path log, BooleanSupplier ready)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        balancer.close();
        throw new IllegalStateException("the balancer has not started: " + Files.readString(log));
      }
      if (Thread.interrupted()) {
        balancer.close();
        throw new InterruptedException();
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
