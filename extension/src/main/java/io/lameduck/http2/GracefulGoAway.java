package io.lameduck.http2;

import io.lameduck.concurrent.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends the HTTP/2 connections of one server gracefully (RFC 9113, 6.8). Each gets a GOAWAY that
 * refuses nothing, a round trip later one with its last stream, and is closed a round trip after
 * that has ended.
 *
 * <p>A connection that opens during the drain is told after its first response: a client that is
 * told earlier may open the next one at once, to the same server. For one thread.
 */
final class GracefulGoAway {

  /**
   * What stands for a round trip, as the answer to a PING is not handed out by the servers. After
   * the last stream it is the time of the client: Java's drops what it has received and the
   * application has not read, if the connection ends.
   */
  static final long ROUND_TRIP = Duration.ofSeconds(1).toNanos();

  /** The steps of a connection. Known to other versions of the jar: none is ever changed. */
  private static final int NEW = 0;

  private static final int ANNOUNCING = 1;
  private static final int ANNOUNCED = 2;
  private static final int REFUSING = 3;
  private static final int FINISHED = 4;
  private static final int ENDED = 5;

  private final Http2Connections server;
  private final Spread spread;
  private final Http2Failures failures;
  private final IdentityHashMap<Object, Tracked> tracked = new IdentityHashMap<>();
  private boolean firstPoll = true;
  private int announcedCount;

  GracefulGoAway(Http2Connections server, Spread spread, Http2Failures failures) {
    this.server = server;
    this.spread = spread;
    this.failures = failures;
  }

  /** How many connections this deployment has announced its stop to since the last call. */
  int takeAnnouncedCount() {
    int taken = announcedCount;
    announcedCount = 0;
    return taken;
  }

  /** Takes each open connection a step further if it is due. */
  void poll(long now) {
    try {
      Collection<Object> open = server.open();
      Set<Object> present = Collections.newSetFromMap(new IdentityHashMap<>());
      present.addAll(open);
      int index = 0;
      for (Object connection : open) {
        long due = firstPoll ? now + spread.delay(index++, open.size()) : now + ROUND_TRIP;
        poll(connection, track(connection, now, due), now);
      }
      firstPoll = false;
      forgetAllBut(present);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      failures.goAway(e);
    }
  }

  private Tracked track(Object connection, long now, long announceAt) {
    return tracked.computeIfAbsent(connection, c -> new Tracked(now, announceAt, firstPoll));
  }

  private void poll(Object connection, Tracked known, long now) {
    if (known.failed) {
      return;
    }
    try {
      step(connection, known, now);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      known.failed = true; // It may be closed by now; the others are not.
      failures.goAway(e);
    }
  }

  private void step(Object connection, Tracked known, long now)
      throws ReflectiveOperationException {
    int step = server.step(connection);
    if (step != known.step) {
      known.step = step; // Another thread or deployment took it further.
      known.since = now;
    }
    boolean due = now - known.since >= ROUND_TRIP;
    switch (step) {
      case NEW -> {
        boolean announce =
            now - known.announceAt >= 0 || (!known.openAtStart && server.hasAnswered(connection));
        if (announce && advance(connection, known, ANNOUNCING, now)) {
          keepStreams(connection);
          // The time counts from the frame, which may have to wait for others.
          server.announce(connection, () -> announced(connection));
          announcedCount++;
        }
      }
      case ANNOUNCED -> {
        if (due && advance(connection, known, REFUSING, now)) {
          server.refuse(connection);
        }
      }
      case REFUSING -> {
        if (advance(connection, known, FINISHED, now)) {
          server.finish(connection);
        }
      }
      case FINISHED -> {
        if (!server.hasEnded(connection)) {
          known.since = now;
        } else if (due && advance(connection, known, ENDED, now)) {
          server.end(connection);
        }
      }
      default -> {} // The frame is on its way, or the client is about to close the connection.
    }
  }

  private void keepStreams(Object connection) {
    try {
      server.keepStreams(connection);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      failures.keepStreams(e);
    }
  }

  /** For any thread. */
  private void announced(Object connection) {
    try {
      boolean unused = server.advance(connection, ANNOUNCING, ANNOUNCED);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The client has closed it meanwhile.
    }
  }

  private boolean advance(Object connection, Tracked known, int to, long now)
      throws ReflectiveOperationException {
    if (!server.advance(connection, known.step, to)) {
      return false;
    }
    known.step = to;
    known.since = now;
    return true;
  }

  private void forgetAllBut(Set<Object> present) throws ReflectiveOperationException {
    List<Object> gone = new ArrayList<>(tracked.keySet());
    gone.removeIf(present::contains);
    for (Object connection : gone) {
      Tracked known = tracked.remove(connection);
      if (known != null && known.step >= FINISHED) {
        server.closed(connection);
      }
    }
  }

  /**
   * Sends the last stream to each connection that has its first GOAWAY, without a wait. A drain
   * that is over has no time for a round trip, and one that is resumed leaves none half-way.
   *
   * @param all whether connections of the beginning that are not yet due get both: true unless the
   *     drain is resumed
   */
  void finishNow(long now, boolean all) {
    for (Map.Entry<Object, Tracked> each : tracked.entrySet()) {
      Tracked known = each.getValue();
      if (all && known.openAtStart && known.step == NEW) {
        known.announceAt = now;
        poll(each.getKey(), known, now);
      }
    }
    // The server's stop ends what is left to its client now; if the drain is resumed, none follows.
    for (int step = ANNOUNCED; step < (all ? FINISHED : ENDED); step++) {
      for (Map.Entry<Object, Tracked> each : tracked.entrySet()) {
        if (each.getValue().step == step) {
          each.getValue().since = now - ROUND_TRIP;
          poll(each.getKey(), each.getValue(), now);
        }
      }
    }
  }

  /** Leaves nothing in the server. */
  void letGo() {
    try {
      server.letGo();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      failures.goAway(e);
    }
  }

  /** What is known of a connection here. */
  private static final class Tracked {

    private int step;
    private long since;

    /** When its first GOAWAY is due at the latest. */
    private long announceAt;

    /** Whether it was open as the drain began. */
    private final boolean openAtStart;

    private boolean failed;

    Tracked(long since, long announceAt, boolean openAtStart) {
      this.since = since;
      this.announceAt = announceAt;
      this.openAtStart = openAtStart;
    }
  }
}
