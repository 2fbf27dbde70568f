package io.lameduck.jvm;

import io.lameduck.core.Messages;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One signal, taken before the JVM starts its shutdown hooks, the server's own among them. The
 * signal first drains every deployment of the JVM; then the handler that was there before is
 * called, whatever happened, and stops the JVM as if nothing had been between. A later signal while
 * the drain runs cuts it short; one that comes at once is the same request.
 *
 * <p>There is one trap for each signal in a JVM. The deployment that set it may leave before the
 * others: it hands the trap on, and the handler itself, which the JVM and others may hold, stays as
 * it is.
 */
final class SignalTrap {

  private final OsSignal signal;
  private final JvmDrain drain;
  private final Messages messages;
  private final AtomicReference<Runnable> slot;
  private final AtomicBoolean signalled;
  private final Object handler;
  private @Nullable Object previous;

  private SignalTrap(
      OsSignal signal,
      JvmDrain drain,
      Messages messages,
      AtomicReference<Runnable> slot,
      AtomicBoolean signalled,
      Object handler) {
    this.signal = signal;
    this.drain = drain;
    this.messages = messages;
    this.slot = slot;
    this.signalled = signalled;
    this.handler = handler;
    slot.set(this::signalled);
  }

  /**
   * Takes the signal, or logs why it cannot be taken. To be called under {@link OsSignal#lock}.
   *
   * @return the trap to release later; null where the signal could not be taken
   */
  static @Nullable SignalTrap set(OsSignal signal, JvmDrain drain, Messages messages)
      throws ReflectiveOperationException {
    AtomicReference<Runnable> slot = new AtomicReference<>();
    SignalTrap trap =
        new SignalTrap(signal, drain, messages, slot, new AtomicBoolean(), signal.handler(slot));
    return trap.install() ? trap : null;
  }

  /** Goes on with what {@link #parts} of another deployment's trap gave. */
  static SignalTrap adopted(Object[] parts, JvmDrain drain, Messages messages)
      throws ReflectiveOperationException {
    OsSignal signal = new OsSignal((String) parts[0]);
    @SuppressWarnings("unchecked") // It is what parts() says, in every version.
    AtomicReference<Runnable> slot = (AtomicReference<Runnable>) parts[1];
    SignalTrap trap =
        new SignalTrap(signal, drain, messages, slot, (AtomicBoolean) parts[2], parts[3]);
    synchronized (trap) {
      trap.previous = parts[4];
    }
    return trap;
  }

  /** The name of the signal that was handed on. */
  static String nameOf(Object[] parts) {
    return (String) parts[0];
  }

  /**
   * What another deployment needs to go on: the name, the slot of the handler, whether a signal has
   * come, the handler, and the one before it. Types of the JDK, in an order that never changes.
   */
  synchronized Object[] parts() {
    return new Object[] {signal.name(), slot, signalled, handler, previous};
  }

  /** Synchronized, so that a signal that comes at this very moment finds the previous handler. */
  private synchronized boolean install() throws ReflectiveOperationException {
    Object before = signal.install(handler);
    if (signal.ignores(before)) {
      signal.install(before);
      messages.signals().signalIgnored(signal.name());
      return false;
    }
    previous = before;
    return true;
  }

  private synchronized @Nullable Object previous() {
    return previous;
  }

  /**
   * Puts the previous handler back; where somebody has put another on top of ours, ours only passes
   * the signal on from now on. To be called under {@link OsSignal#lock}.
   */
  void release() {
    Object before = previous();
    if (before == null) {
      return;
    }
    try {
      slot.set(signal.delivery(before));
      Object top = signal.install(before);
      if (top != handler) {
        signal.install(top);
        messages.signals().signalTakenByAnother(signal.name(), top.getClass().getName());
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      messages.signals().signalNotReleased(signal.name(), e);
    }
  }

  /**
   * On a thread of the JVM's own, a new one for each signal. Whatever fails here, the server stops:
   * this deployment may just have been undeployed, and its classes unloaded.
   */
  private void signalled() {
    boolean repeated = false; // If so, the thread of the first hands over.
    try {
      boolean before = signalled.getAndSet(true);
      FirstSignal.Order order = drain.signalled();
      repeated = order == FirstSignal.Order.REPEATED;
      if (order == FirstSignal.Order.FIRST && !before) {
        drain.onSignal();
      } else if (!repeated) {
        drain.cutShort();
      }
    } catch (Throwable e) { // NOPMD: whatever it is, the server must stop
      messages.drainFailed(e);
    } finally {
      if (!repeated) {
        handOver();
      }
    }
  }

  private void handOver() {
    Object before = previous();
    try {
      if (before != null) {
        signal.deliverTo(before);
        messages.signals().previousReturned(signal.name(), before.getClass().getName());
      }
    } catch (Throwable e) { // NOPMD: an Error too, as of a full heap
      try {
        messages.signals().handOverFailed(signal.name(), e);
      } finally {
        exit(128 + (signal.name().equals("INT") ? 2 : 15)); // Whatever became of the line.
      }
    }
  }

  private static void exit(int code) {
    try {
      Runtime.getRuntime().exit(code);
    } catch (Throwable e) { // NOPMD: the JVM must stop
      Runtime.getRuntime().halt(code);
    }
  }
}
