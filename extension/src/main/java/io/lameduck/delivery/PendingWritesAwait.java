package io.lameduck.delivery;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.server.Reflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request is over when its servlet is; the server, or the operating system, may then still have
 * some of the response. This waits until the clients have it all, as long as any of it goes.
 */
public final class PendingWritesAwait {

  /** How often to look again: nothing tells that a queue has run empty. */
  private static final Duration PERIOD = Duration.ofMillis(20);

  /** A client that has taken in nothing for so long may be gone. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** From here on a reader of the log may wonder what the stop waits for. */
  private static final Duration WORTH_A_LINE = Duration.ofMillis(500);

  /** A place that is being looked at. */
  private record Look(PendingWrites place, long since) {}

  private final List<PendingWrites> places;
  private final MonotonicClock clock;
  private final Log log;
  private volatile @Nullable Look look;

  PendingWritesAwait(List<PendingWrites> places, MonotonicClock clock, Log log) {
    this.places = new CopyOnWriteArrayList<>(places);
    this.clock = clock;
    this.log = log;
  }

  /** All places that there are in this JVM. Looks at each, so that the end finds it loaded. */
  public static PendingWritesAwait ofThisProcess(MonotonicClock clock, Log log) {
    List<PendingWrites> places = new ArrayList<>();
    ClassLoader loader = PendingWritesAwait.class.getClassLoader();
    SendQueues.find().ifPresent(places::add);
    Reflection.find(
            () -> GrizzlyPendingWrites.find(loader),
            log,
            Message.WRITES_UNKNOWN,
            GrizzlyPendingWrites.NAME)
        .ifPresent(places::add);
    PendingWritesAwait wait = new PendingWritesAwait(places, clock, log);
    wait.runUnlessStuck(
        () -> {
          long unused = wait.bytes();
        });
    return wait;
  }

  /**
   * Blocks until no more is undelivered than so many bytes, or nothing has been delivered for the
   * time of {@link #PATIENCE}, or the bound has passed, or it is cut short, or a place has not
   * answered for that time. An interrupt ends the wait, and is still set when it returns.
   *
   * @param givenUp what an earlier wait has given up: its clients are not waited for again
   * @return how many bytes are undelivered
   */
  public long await(Duration bound, BooleanSupplier cutShort, long givenUp) {
    AtomicLong left = new AtomicLong(givenUp);
    runUnlessStuck(() -> left.set(awaitHere(bound, cutShort, givenUp)));
    return left.get();
  }

  /** Answering may take a lock inside the server, which one of its threads may never release. */
  private void runUnlessStuck(Runnable looks) {
    Thread looking = Threads.start("lameduck-writes", looks);
    try {
      while (looking.isAlive()) {
        looking.join(PERIOD.toMillis());
        Look present = look;
        if (present != null && clock.nanos() - present.since() >= PATIENCE.toNanos()) {
          TimeoutException noAnswer = new TimeoutException("no answer for two seconds");
          log.failure(noAnswer, Message.WRITES_UNKNOWN, present.place().name());
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long awaitHere(Duration bound, BooleanSupplier cutShort, long givenUp) {
    long start = clock.nanos();
    long lowest = Long.MAX_VALUE;
    long lowestSince = start;
    boolean said = false;
    long left;
    while ((left = bytes()) > givenUp) {
      long now = clock.nanos();
      if (left < lowest) {
        lowest = left;
        lowestSince = now;
      }
      String reason = null;
      if (now - start >= bound.toNanos()) {
        reason = "the deadline is reached";
      } else if (now - lowestSince >= PATIENCE.toNanos()) {
        reason = "none has been sent for two seconds";
      } else if (cutShort.getAsBoolean()) {
        reason = "the stop does not wait for them";
      }
      if (reason != null) {
        log.write(Message.WRITES_ABANDONED, left, reason);
        return left;
      }
      if (!said && now - start >= WORTH_A_LINE.toNanos()) {
        log.write(Message.WRITES_AWAITED, left);
        said = true;
      }
      clock.park(this, PERIOD.toNanos());
    }
    return left;
  }

  /** A place that fails to say is not asked again. */
  private long bytes() {
    long bytes = 0;
    for (PendingWrites place : List.copyOf(places)) {
      look = new Look(place, clock.nanos());
      try {
        bytes += place.bytes();
      } catch (Exception | LinkageError e) {
        places.remove(place);
        log.failure(e, Message.WRITES_UNKNOWN, place.name());
      } finally {
        look = null;
      }
    }
    return bytes;
  }
}
