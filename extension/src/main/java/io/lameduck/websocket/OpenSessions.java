package io.lameduck.websocket;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Spread;
import io.lameduck.config.Durations;
import io.lameduck.inflight.LongLived;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket sessions of one web application. They have no end of their own, so when the
 * draining begins each is closed with 1001, going away (RFC 6455, 7.4.1), which tells its client to
 * connect again, elsewhere.
 *
 * <p>Nothing is done on the way of a request or a message: the sessions are looked up when they are
 * to end. The specification has no way to do that (Jakarta WebSocket 2.1, Session.getOpenSessions,
 * wants a session of the same endpoint), so each implementation is one {@link SessionSource}.
 */
public final class OpenSessions implements LongLived {

  /** How often to look again; nothing tells of a session that opens or has closed. */
  private static final long LOOK_AGAIN = Duration.ofMillis(50).toNanos();

  /** How the sessions of a container are found. */
  interface Sources {
    SessionSource of(Object container) throws ReflectiveOperationException;
  }

  private final Sources sources;
  private final LongSupplier running;
  private final LongSupplier quietNanos;
  private final Duration spread;
  private final MonotonicClock clock = MonotonicClock.system();
  private final Log log;

  /** Null when the web application is gone. */
  private volatile @Nullable Supplier<@Nullable Object> container;

  /**
   * Of one web application.
   *
   * @param container gives its {@code jakarta.websocket.server.ServerContainer}, or null if there
   *     is none; asked when the sessions are to end
   * @param running how many requests run, a handshake perhaps among them
   * @param quietNanos how long ago the last request came, a handshake perhaps
   * @param spread over how long they are closed, if the time for all of them allows it
   */
  public OpenSessions(
      Supplier<@Nullable Object> container,
      LongSupplier running,
      LongSupplier quietNanos,
      Duration spread,
      Log log) {
    this(SessionSources::of, container, running, quietNanos, spread, log);
  }

  OpenSessions(
      Sources sources,
      Supplier<@Nullable Object> container,
      LongSupplier running,
      LongSupplier quietNanos,
      Duration spread,
      Log log) {
    this.sources = sources;
    this.container = container;
    this.running = running;
    this.quietNanos = quietNanos;
    this.spread = spread;
    this.log = log;
  }

  /** The web application is gone: nothing of it is kept. */
  public void forget() {
    container = null;
  }

  private @Nullable Object container() {
    Supplier<@Nullable Object> present = container;
    return present == null ? null : present.get();
  }

  /**
   * Also true if a handshake may be in progress: some servers open the session after the request.
   * The requests are looked at before the sessions: one that is over by then has opened its
   * session, or is so fresh that it is taken for a handshake.
   */
  @Override
  public boolean any() {
    Object found = container();
    if (found == null) {
      return false; // No WebSocket here.
    }
    if (running.getAsLong() > 0 || quietNanos.getAsLong() < LOOK_AGAIN) {
      return true;
    }
    try {
      return !sources.of(found).openSessions().isEmpty();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return true; // Not known: end() says so.
    }
  }

  @Override
  public void end(Duration bound, BooleanSupplier resumed) {
    Object found = container();
    if (found == null) {
      return;
    }
    try {
      close(sources.of(found), bound, resumed);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.failure(e, Message.SESSIONS_UNKNOWN, found.getClass().getName());
    }
  }

  private void close(SessionSource source, Duration bound, BooleanSupplier resumed)
      throws ReflectiveOperationException {
    long start = clock.nanos();
    SessionCloser closer = new SessionCloser(clock, new GoingAway());
    closeSpread(List.copyOf(source.openSessions()), Spread.within(spread, bound), closer, resumed);
    boolean found;
    boolean inTime;
    do {
      clock.park(this, Math.min(LOOK_AGAIN, bound.toNanos()));
      if (resumed.getAsBoolean()) {
        return;
      }
      // A handshake that came before the draining may open its session only now.
      found = closer.add(source.openSessions());
      closer.hurry();
      inTime = clock.nanos() - start < bound.toNanos();
    } while (inTime && (found || closer.left() > 0 || running.getAsLong() > 0));

    int left = closer.left();
    if (left > 0) {
      log.write(Message.SESSIONS_NOT_CLOSED, Durations.text(bound), left, closer.all());
    } else if (closer.all() > 0) {
      String took = Durations.measured(closer.took(start));
      log.write(Message.SESSIONS_CLOSED, closer.all(), took);
    }
  }

  /** Returns when the last of them is due. */
  private void closeSpread(
      List<Object> sessions, Spread spread, SessionCloser closer, BooleanSupplier resumed) {
    int count = sessions.size();
    long start = clock.nanos();
    long hurried = 0;
    for (int due = 0; due < count && !resumed.getAsBoolean(); ) {
      int from = due;
      long elapsed = clock.nanos() - start;
      while (due < count && spread.delay(due, count) <= elapsed) {
        due++;
      }
      closer.add(sessions.subList(from, due));
      if (elapsed - hurried >= LOOK_AGAIN) {
        closer.hurry();
        hurried = elapsed;
      }
      if (due < count) {
        clock.park(this, spread.delay(due, count) - elapsed);
      }
    }
  }
}
