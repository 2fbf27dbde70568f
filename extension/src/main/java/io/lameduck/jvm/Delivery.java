package io.lameduck.jvm;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.config.Durations;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * A request is over when its servlet is; the server, or the operating system, may then still have
 * some of the response. This waits until the clients have it all, as long as any of it goes.
 */
public final class Delivery {

  /** How often to look again: nobody tells that a queue has run empty. */
  private static final Duration PERIOD = Duration.ofMillis(20);

  /** A client that has taken in nothing for so long may be gone, and nobody knows. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** From here on, somebody who reads the log may wonder what the stop is waiting for. */
  private static final Duration WORTH_A_LINE = Duration.ofMillis(500);

  private final List<Unsent> places;
  private final MonotonicClock clock;
  private final Log log;

  Delivery(List<Unsent> places, MonotonicClock clock, Log log) {
    this.places = new ArrayList<>(places);
    this.clock = clock;
    this.log = log;
  }

  /** All places that there are in this JVM. Looks at each, so that the end finds it loaded. */
  public static Delivery ofThisProcess(MonotonicClock clock, Log log) {
    List<Unsent> places = new ArrayList<>();
    ClassLoader loader = Delivery.class.getClassLoader();
    SendQueues.find().ifPresent(places::add);
    add(places, GrizzlyBacklog.NAME, () -> GrizzlyBacklog.find(loader), log);
    add(places, GrizzlyStreams.NAME, () -> GrizzlyStreams.find(loader), log);
    Delivery delivery = new Delivery(places, clock, log);
    long unused = delivery.bytes();
    return delivery;
  }

  private static void add(
      List<Unsent> places, String name, Callable<Optional<? extends Unsent>> find, Log log) {
    try {
      find.call().ifPresent(places::add);
    } catch (Exception | LinkageError e) {
      log.failure(e, Message.WRITES_UNKNOWN, name);
    }
  }

  /**
   * Blocks until no more is undelivered than so many bytes, or nothing has been delivered for the
   * time of {@link #PATIENCE}, or the bound has passed, or it is cut short. Never throws.
   *
   * @param givenUp what an earlier wait has given up: its clients are not waited for again
   * @return how many bytes are undelivered
   */
  public long await(Duration bound, BooleanSupplier cutShort, long givenUp) {
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
        reason = "the time is up";
      } else if (now - lowestSince >= PATIENCE.toNanos()) {
        reason = "no client has taken in any for " + Durations.text(PATIENCE);
      } else if (cutShort.getAsBoolean()) {
        reason = "the stop is not to wait";
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
    for (Iterator<Unsent> each = places.iterator(); each.hasNext(); ) {
      Unsent place = each.next();
      try {
        bytes += place.bytes();
      } catch (Exception | LinkageError e) {
        each.remove();
        log.failure(e, Message.WRITES_UNKNOWN, place.name());
      }
    }
    return bytes;
  }
}
