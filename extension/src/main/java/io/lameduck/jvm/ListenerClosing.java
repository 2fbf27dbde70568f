package io.lameduck.jvm;

import io.lameduck.core.ListenerMessages;
import io.lameduck.core.Messages;
import io.lameduck.core.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Closes the server's HTTP listeners between the drain and the server's own stop. Without it some
 * servers answer 404 or 503 while they stop, and say UP as the readiness check is gone with the
 * application.
 */
final class ListenerClosing {

  /** Longer than a short request takes, so that its connection ends, too. */
  private static final Duration BOUND = Duration.ofMillis(300);

  private static final Duration PERIOD = Duration.ofMillis(10);

  private final ListenerMessages messages;
  private final AtomicReference<@Nullable List<HttpListeners>> found = new AtomicReference<>();

  ListenerClosing(Messages messages) {
    this.messages = new ListenerMessages(messages);
  }

  /** Of these listeners. */
  ListenerClosing(List<HttpListeners> listeners, Messages messages) {
    this(messages);
    found.set(listeners);
  }

  /**
   * Finds the listeners, so that the end of the drain finds all classes loaded: this deployment may
   * be gone by then, and its class loader closed. Never throws.
   */
  void prepare() {
    List<HttpListeners> unused = listeners();
    int unusedCount = IdleConnections.end(List.of());
  }

  /** Without a lock, since the server is asked: of two who search the first is believed. */
  private List<HttpListeners> listeners() {
    List<HttpListeners> known = found.get();
    if (known == null) {
      List<HttpListeners> searched = new ArrayList<>();
      ClassLoader loader = ListenerClosing.class.getClassLoader();
      add(searched, GrizzlyListeners.NAME, () -> GrizzlyListeners.find(loader));
      add(searched, UndertowListeners.NAME, () -> UndertowListeners.find(loader));
      known = found.compareAndSet(null, searched) ? searched : found.get();
    }
    return known == null ? List.of() : known;
  }

  private void add(
      List<HttpListeners> listeners,
      String name,
      Callable<Optional<? extends HttpListeners>> find) {
    try {
      find.call().ifPresent(listeners::add);
    } catch (Exception | LinkageError e) {
      messages.notClosed(name, e);
    }
  }

  /**
   * Closes the listeners and ends what is idle. Blocks for {@link #BOUND} at most, an interrupt
   * ends the wait. Never throws. A repetition waits for nothing: a server may ask each deployment,
   * one after the other.
   */
  void close() {
    try {
      Thread worker = Threads.start("lameduck-listeners", null, this::closeAll);
      worker.join(BOUND.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // Such as a full heap: the server's own stop closes them.
    }
  }

  private void closeAll() {
    long until = System.nanoTime() + BOUND.toNanos();
    for (HttpListeners listeners : listeners()) {
      try {
        int closed = listeners.close();
        while (listeners.endIdle() > 0 && closed > 0 && System.nanoTime() - until < 0) {
          LockSupport.parkNanos(this, PERIOD.toNanos());
        }
        if (closed > 0) {
          messages.closed(closed);
        }
      } catch (Exception | LinkageError e) {
        messages.notClosed(listeners.name(), e);
      }
    }
  }
}
