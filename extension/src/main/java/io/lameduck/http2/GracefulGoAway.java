package io.lameduck.http2;

import io.lameduck.concurrent.Spread;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
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
 * refuses nothing, a round trip later one with its last stream, and is closed when that has ended.
 *
 * <p>A connection that opens during the drain is told after its first response: a client that is
 * told earlier may open the next one at once, to the same server. For one thread.
 */
final class GracefulGoAway {

  /** What stands for a round trip, as the answer to a PING is not handed out by the servers. */
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
  private final Log log;
  private final IdentityHashMap<Object, Seen> seen = new IdentityHashMap<>();
  private boolean first = true;
  private boolean failed;
  private int told;

  GracefulGoAway(Http2Connections server, Spread spread, Log log) {
    this.server = server;
    this.spread = spread;
    this.log = log;
  }

  /** How many connections this deployment has told since the last call. */
  int takeTold() {
    int taken = told;
    told = 0;
    return taken;
  }

  /** Looks at all connections, and takes each a step further if it is time for that. */
  void look(long now) {
    try {
      Collection<Object> open = server.open();
      Set<Object> present = Collections.newSetFromMap(new IdentityHashMap<>());
      present.addAll(open);
      int index = 0;
      for (Object connection : open) {
        long due = first ? now + spread.delay(index++, open.size()) : now + ROUND_TRIP;
        look(connection, seen.computeIfAbsent(connection, c -> new Seen(now, due, first)), now);
      }
      first = false;
      forgetAllBut(present);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      failed(e);
    }
  }

  private void look(Object connection, Seen known, long now) {
    if (known.failed) {
      return;
    }
    try {
      step(connection, known, now);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      known.failed = true; // It may be closed by now; the others are not.
      failed(e);
    }
  }

  private void step(Object connection, Seen known, long now) throws ReflectiveOperationException {
    int step = server.step(connection);
    if (step != known.step) {
      known.step = step; // Another thread or deployment took it further.
      known.since = now;
    }
    boolean due = now - known.since >= ROUND_TRIP;
    switch (step) {
      case NEW -> {
        boolean toBeTold =
            now - known.toldAt >= 0 || (!known.old && server.hasAnswered(connection));
        if (toBeTold && advance(connection, known, ANNOUNCING, now)) {
          // The time counts from the frame, which may have to wait for others.
          server.announce(connection, () -> announced(connection));
          told++;
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
        if (server.hasEnded(connection) && advance(connection, known, ENDED, now)) {
          server.end(connection);
        }
      }
      default -> {} // The frame is on its way, or the client is about to close the connection.
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

  private boolean advance(Object connection, Seen known, int to, long now)
      throws ReflectiveOperationException {
    if (!server.advance(connection, known.step, to)) {
      return false;
    }
    known.step = to;
    known.since = now;
    return true;
  }

  private void forgetAllBut(Set<Object> present) throws ReflectiveOperationException {
    List<Object> gone = new ArrayList<>(seen.keySet());
    gone.removeIf(present::contains);
    for (Object connection : gone) {
      Seen known = seen.remove(connection);
      if (known != null && known.step >= FINISHED) {
        server.closed(connection);
      }
    }
  }

  /**
   * Tells all that were told to go which their last stream is, without a wait. A drain that is over
   * has no time for a round trip, and one that is taken back leaves no connection half told.
   *
   * @param all whether those are told to go that were to be told later: the drain is not taken back
   */
  void hurry(long now, boolean all) {
    for (Map.Entry<Object, Seen> each : seen.entrySet()) {
      Seen known = each.getValue();
      if (all && known.old && known.step == NEW) {
        known.toldAt = now;
        look(each.getKey(), known, now);
      }
    }
    for (Seen each : seen.values()) {
      if (each.step == ANNOUNCED) {
        each.since = now - ROUND_TRIP;
      }
    }
    for (int step = ANNOUNCED; step < ENDED; step++) {
      for (Map.Entry<Object, Seen> each : seen.entrySet()) {
        if (each.getValue().step == step) {
          look(each.getKey(), each.getValue(), now);
        }
      }
    }
  }

  private void failed(Throwable e) {
    if (!failed) {
      log.failure(e, Message.GOAWAY_UNKNOWN, server.name());
    }
    failed = true;
  }

  /** What is known of a connection here. */
  private static final class Seen {

    private int step;
    private long since;

    /** When it is told at the latest. */
    private long toldAt;

    /** Whether it was open as the drain began. */
    private final boolean old;

    private boolean failed;

    Seen(long since, long toldAt, boolean old) {
      this.since = since;
      this.toldAt = toldAt;
      this.old = old;
    }
  }
}
