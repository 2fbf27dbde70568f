package io.lameduck.tck.suite.fault;

import io.lameduck.tck.suite.fixture.BriefStop;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One round of the soak. The same seed makes the same plan.
 *
 * @param seed of all that follows
 * @param way to stop
 * @param slow what is asked for before the stop, each on a connection of its own
 * @param clients that ask for something short all the time
 * @param before how long they do so before the stop; while the server starts, how long after the
 *     first line of its log the stop comes
 * @param after how long they go on after it
 */
record SoakPlan(
    long seed, Way way, List<String> slow, int clients, Duration before, Duration after) {

  /** How it is stopped. */
  enum Way {
    SIGTERM(true),
    /** The second at once: it is the same request. */
    SIGTERM_TWICE(true),
    /** A preStop hook. */
    ENDPOINT_AND_SIGTERM(true),
    /** The server's own tool; SIGTERM where it has none. */
    COMMAND(true),
    UNDEPLOY_AND_SIGTERM(true),
    SIGTERM_WHILE_STARTING(false);

    private final boolean awaits;

    Way(boolean awaits) {
      this.awaits = awaits;
    }

    /** Whether what runs when it comes has to be served. */
    boolean awaits() {
      return awaits;
    }
  }

  private static final List<String> KINDS =
      List.of(
          "/api/slow",
          "/api/slow-async",
          "/slow",
          "/slow-async",
          "/slow-dispatch",
          "/slow-restart",
          "/early-writer",
          "/early-stream",
          "/stream",
          "/large");

  private static final int MOST_SLOW = 8;
  private static final int MOST_CLIENTS = 6;

  /** From the first request on: none may be over when the stop comes. */
  private static final int SHORTEST_MILLIS = 4_000;

  private static final int LONGEST_MILLIS = 9_000;

  /** Less than {@code announce.min} of a {@link BriefStop}. */
  private static final int AFTER_MILLIS = 1_800;

  static SoakPlan of(long seed) {
    Random random = new Random(seed);
    // Two seeds that follow each other begin alike.
    random.nextLong();
    Way way = Way.values()[random.nextInt(Way.values().length)];
    List<String> slow =
        Stream.generate(() -> slow(random)).limit(random.nextInt(MOST_SLOW + 1)).toList();
    return new SoakPlan(
        seed,
        way,
        slow,
        1 + random.nextInt(MOST_CLIENTS),
        Duration.ofMillis(random.nextInt(2_000)),
        Duration.ofMillis(random.nextInt(AFTER_MILLIS)));
  }

  private static String slow(Random random) {
    int millis = SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
    return KINDS.get(random.nextInt(KINDS.size())) + "?ms=" + millis;
  }
}
