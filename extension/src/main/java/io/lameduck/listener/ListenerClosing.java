package io.lameduck.listener;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Threads;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.server.Reflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Closes the server's HTTP listeners between the drain and the server's own stop. Without it some
 * servers answer 404 or 503 while they stop, and say UP as the readiness check is gone with the
 * application.
 */
public final class ListenerClosing {

  /** Longer than a short request takes, so that its connection ends, too. */
  private static final Duration BOUND = Duration.ofMillis(300);

  private static final Duration PERIOD = Duration.ofMillis(10);

  private final MonotonicClock clock;
  private final Log log;
  private final AtomicReference<@Nullable List<HttpListeners>> found = new AtomicReference<>();

  /** For the server running in this JVM. */
  public ListenerClosing(MonotonicClock clock, Log log) {
    this.clock = clock;
    this.log = log;
  }

  /** For these listeners. */
  ListenerClosing(List<HttpListeners> listeners, MonotonicClock clock, Log log) {
    this(clock, log);
    found.set(listeners);
  }

  /**
   * Finds the listeners, so that the end of the drain finds all classes loaded: this deployment may
   * be gone by then, and its class loader closed. Never throws.
   */
  public void prepare() {
    List<HttpListeners> unused = listeners();
    int unusedCount = IdleConnections.end(List.of());
  }

  /** Without a lock, since the server is asked: of two who search the first is believed. */
  private List<HttpListeners> listeners() {
    List<HttpListeners> known = found.get();
    if (known == null) {
      List<HttpListeners> searched = new ArrayList<>();
      ClassLoader loader = ListenerClosing.class.getClassLoader();
      find(GrizzlyListeners.NAME, () -> GrizzlyListeners.find(loader)).ifPresent(searched::add);
      find(UndertowListeners.NAME, () -> UndertowListeners.find(loader)).ifPresent(searched::add);
      known = found.compareAndSet(null, searched) ? searched : found.get();
    }
    return known == null ? List.of() : known;
  }

  private <T> Optional<T> find(String server, Callable<Optional<T>> search) {
    return Reflection.find(search, log, Message.LISTENERS_UNKNOWN, server);
  }

  /**
   * Closes the listeners and ends what is idle. Blocks for {@link #BOUND} at most, an interrupt
   * ends the wait. Never throws. A repetition waits for nothing: a server may ask each deployment,
   * one after the other.
   */
  public void close() {
    try {
      boolean unused = Threads.runBounded("lameduck-listeners", null, BOUND, this::closeAll);
    } catch (RuntimeException | Error e) {
      // Such as a full heap: the server's own stop closes them.
    }
  }

  private void closeAll() {
    long until = clock.nanos() + BOUND.toNanos();
    for (HttpListeners listeners : listeners()) {
      try {
        int closed = listeners.close();
        while (listeners.endIdle() > 0 && closed > 0 && clock.nanos() - until < 0) {
          clock.park(this, PERIOD.toNanos());
        }
        if (closed > 0) {
          log.write(Message.LISTENERS_CLOSED, closed);
        }
      } catch (Exception | LinkageError e) {
        log.failure(e, Message.LISTENERS_UNKNOWN, listeners.name());
      }
    }
  }
}
