package io.lameduck.tck.suite.fault;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.TestBed;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random load, a random way to stop, a random moment: one round, or as many as fit into the system
 * property {@code lameduck.tck.soak}, a duration such as {@code PT2H}. Each round has a seed of its
 * own, which is printed; {@code lameduck.tck.seed} is that of the first one, and so repeats it.
 */
@BlackBox("Random load, and a random way and time to stop: no request is lost")
class SoakIT {

  private static final Duration LENGTH =
      Duration.parse(System.getProperty("lameduck.tck.soak", "PT0S"));

  private static final long SEED =
      Long.getLong("lameduck.tck.seed", System.currentTimeMillis() % 1_000_000);

  @Test
  @Timeout(value = 7, unit = TimeUnit.DAYS)
  void nothingIsLostHoweverAndWheneverItIsStopped() throws IOException, InterruptedException {
    Random seeds = new Random(SEED);
    long begun = System.nanoTime();
    long seed = SEED;
    int round = 0;
    do {
      round++;
      SoakPlan plan = SoakPlan.of(seed);
      System.out.printf("Soak on %s, round %d: %s%n", TestBed.SERVER.name(), round, plan);
      try {
        SoakRound.run(plan);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "Round %d of the soak failed. Repeat it with -Dit.test=SoakIT -Dlameduck.tck.seed=%d: %s"
                .formatted(round, seed, plan),
            e);
      }
      seed = seeds.nextInt(1_000_000);
    } while (System.nanoTime() - begun < LENGTH.toNanos());
    System.out.printf("Soak on %s: %d rounds, nothing lost%n", TestBed.SERVER.name(), round);
  }
}
