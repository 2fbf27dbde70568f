package io.lameduck.websocket;

import io.lameduck.core.LongLived;
import io.lameduck.core.WebSocketMessages;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
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

  /** How often to look again; nobody tells of a session that opens or has closed. */
  private static final long LOOK_AGAIN = Duration.ofMillis(50).toNanos();

  /** How the sessions of a container are found. */
  interface Sources {
    SessionSource of(Object container) throws ReflectiveOperationException;
  }

  private final Sources sources;
  private final LongSupplier running;
  private final LongSupplier quietNanos;
  private final WebSocketMessages messages;

  /** Null when the web application is gone. */
  private volatile @Nullable Supplier<@Nullable Object> container;

  /**
   * Of one web application.
   *
   * @param container gives its {@code jakarta.websocket.server.ServerContainer}, or null where
   *     there is none; asked when the sessions are to end
   * @param running how many requests run, a handshake perhaps among them
   * @param quietNanos how long ago the last request came, a handshake perhaps
   */
  public OpenSessions(
      Supplier<@Nullable Object> container,
      LongSupplier running,
      LongSupplier quietNanos,
      WebSocketMessages messages) {
    this(SessionSource::of, container, running, quietNanos, messages);
  }

  OpenSessions(
      Sources sources,
      Supplier<@Nullable Object> container,
      LongSupplier running,
      LongSupplier quietNanos,
      WebSocketMessages messages) {
    this.sources = sources;
    this.container = container;
    this.running = running;
    this.quietNanos = quietNanos;
    this.messages = messages;
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
   * Also where a handshake may be on its way, whose session opens only when the request is over on
   * some servers. The requests are looked at before the sessions: one that is over by then has
   * opened its session, or is so fresh that it is taken for a handshake.
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
  public void end(Duration bound) {
    Object found = container();
    if (found == null) {
      return;
    }
    try {
      close(sources.of(found), bound);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      messages.sessionsUnknown(found.getClass().getName(), e);
    }
  }

  private void close(SessionSource source, Duration bound) throws ReflectiveOperationException {
    long start = System.nanoTime();
    Closing closing = new Closing(new GoingAway());
    closing.add(source.openSessions());
    boolean found;
    boolean inTime;
    do {
      LockSupport.parkNanos(this, Math.min(LOOK_AGAIN, bound.toNanos()));
      // A handshake that came before the draining may open its session only now.
      found = closing.add(source.openSessions());
      closing.hurry();
      inTime = System.nanoTime() - start < bound.toNanos();
    } while (inTime && (found || closing.left() > 0 || running.getAsLong() > 0));

    int left = closing.left();
    if (left > 0) {
      messages.notClosed(left, closing.all(), bound);
    } else if (closing.all() > 0) {
      messages.closed(closing.all(), closing.took(start));
    }
  }
}
