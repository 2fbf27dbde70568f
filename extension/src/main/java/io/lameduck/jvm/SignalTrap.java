package io.lameduck.jvm;

import io.lameduck.core.Drain;
import io.lameduck.core.Messages;
import io.lameduck.core.Trigger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One signal, taken before the JVM starts its shutdown hooks, the server's own among them. The
 * signal first runs the drain; then the handler that was there before is called, whatever happened,
 * and stops the JVM as if nothing had been between. A second signal while the drain runs cuts it
 * short.
 */
final class SignalTrap {

  /** Longer than a drain that is over may take to return, if nothing in it hangs: a log may. */
  private static final Duration OVERDUE = Duration.ofSeconds(1);

  private final OsSignal signal;
  private final Drain drain;
  private final Duration drainTime;
  private final AtomicBoolean draining;
  private final Messages messages;
  private final @Nullable ClassLoader contextLoader;
  private final Object handler;
  private @Nullable Object previous;

  private SignalTrap(
      OsSignal signal, Drain drain, Duration drainTime, AtomicBoolean draining, Messages messages) {
    this.signal = signal;
    this.drain = drain;
    this.drainTime = drainTime;
    this.draining = draining;
    this.messages = messages;
    this.contextLoader = Thread.currentThread().getContextClassLoader();
    this.handler = signal.handler(this::signalled);
  }

  /**
   * Takes the signal, or logs why it cannot be taken.
   *
   * @param draining shared by all traps of a deployment: whether a signal has started the drain
   * @return the trap to release later; null where the signal could not be taken
   */
  static @Nullable SignalTrap set(
      String name, Drain drain, Duration drainTime, AtomicBoolean draining, Messages messages) {
    try {
      OsSignal signal = new OsSignal(name);
      SignalTrap trap = new SignalTrap(signal, drain, drainTime, draining, messages);
      return trap.install() ? trap : null;
    } catch (IllegalArgumentException e) {
      messages.signalRefused(name, String.valueOf(e.getMessage()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      messages.signalsUnknown(name, e);
    }
    return null;
  }

  String name() {
    return signal.name();
  }

  /** Synchronized, so that a signal that comes at this very moment finds the previous handler. */
  private synchronized boolean install() throws ReflectiveOperationException {
    Object before = signal.install(handler);
    if (signal.ignores(before)) {
      signal.install(before);
      messages.signalIgnored(signal.name());
      return false;
    }
    previous = before;
    return true;
  }

  private synchronized @Nullable Object previous() {
    return previous;
  }

  /** Puts the previous handler back, unless somebody has put another on top of ours. */
  void release() {
    Object before = previous();
    if (before == null) {
      return;
    }
    try {
      Object top = signal.install(before);
      if (top != handler) {
        signal.install(top);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      messages.signalNotReleased(signal.name(), e);
    }
  }

  /** On a thread of the JVM's own, a new one for each signal. */
  private void signalled() {
    try {
      if (draining.compareAndSet(false, true)) {
        drainWithin(drainTime.plus(OVERDUE));
      } else {
        drain.cutShort();
        drain.awaitEnd(OVERDUE); // For its last line.
      }
    } catch (Throwable e) { // NOPMD: whatever it is, the server must stop
      messages.drainFailed(e);
    } finally {
      handOver();
    }
  }

  /** In a thread of its own, so that nothing in it can keep the JVM from stopping. */
  private void drainWithin(Duration bound) throws InterruptedException {
    Thread worker = new Thread(this::drainNow, "lameduck-drain");
    worker.setDaemon(true);
    // The JVM's signal thread has none, and servers choose the log by it.
    worker.setContextClassLoader(contextLoader);
    try {
      worker.start();
    } catch (OutOfMemoryError e) {
      // No thread to be had: better drained on this one than not at all.
      drainNow();
      return;
    }
    worker.join(bound.toMillis());
    if (worker.isAlive()) {
      messages.drainOverdue(bound);
    }
  }

  private void drainNow() {
    try {
      drain.run(Trigger.SIGNAL);
    } catch (Throwable e) { // NOPMD: said once, in our words, and the stop goes on
      messages.drainFailed(e);
    }
  }

  private void handOver() {
    Object before = previous();
    try {
      if (before != null) {
        signal.deliverTo(before);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      messages.handOverFailed(signal.name(), e);
      Runtime.getRuntime().exit(128 + (signal.name().equals("INT") ? 2 : 15));
    }
  }
}
