package io.lameduck.signal;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One signal, taken before the JVM starts its shutdown hooks, the server's own among them. The
 * signal first drains every deployment of the JVM; then the handler that was there before is
 * called, whatever happened, and stops the JVM as it would without Lameduck. A signal that has none
 * exits the JVM. A later signal while the drain runs cuts it short; one that comes at once is the
 * same request.
 *
 * <p>There is one trap for each signal in a JVM. The deployment that set it may leave before the
 * others: it hands the trap on, and the handler itself, which the JVM and others may hold, stays as
 * it is.
 */
public final class SignalTrap {

  /** Told of the signal; may block as long as a drain takes. */
  public interface Listener {

    /** A signal comes, of whatever kind; tells which it is. Never blocks. */
    FirstSignal.Order arrived();

    /** The first signal has come. */
    void onSignal() throws InterruptedException;

    /** A later signal: end the drain at once. */
    void onLaterSignal() throws InterruptedException;
  }

  private final OsSignal signal;
  private final Listener listener;
  private final Log log;
  private final AtomicReference<Runnable> slot;
  private final AtomicBoolean signalled;
  private final Object handler;
  private @Nullable Object previous;

  private SignalTrap(
      OsSignal signal,
      Listener listener,
      Log log,
      AtomicReference<Runnable> slot,
      AtomicBoolean signalled,
      Object handler) {
    this.signal = signal;
    this.listener = listener;
    this.log = log;
    this.slot = slot;
    this.signalled = signalled;
    this.handler = handler;
    slot.set(this::signalled);
  }

  /**
   * Takes the signal, or logs why it cannot be taken. To be called under {@link OsSignal#lock}.
   *
   * @return the trap to release later; null if the signal could not be taken
   */
  public static @Nullable SignalTrap set(OsSignal signal, Listener listener, Log log)
      throws ReflectiveOperationException {
    AtomicReference<Runnable> slot = new AtomicReference<>();
    SignalTrap trap =
        new SignalTrap(signal, listener, log, slot, new AtomicBoolean(), signal.handler(slot));
    return trap.install() ? trap : null;
  }

  /** Goes on with what {@link #handover} of another deployment's trap gave. */
  public static SignalTrap fromHandover(Object[] handover, Listener listener, Log log)
      throws ReflectiveOperationException {
    OsSignal signal = new OsSignal((String) handover[0]);
    @SuppressWarnings("unchecked") // It is what handover() says, in every version.
    AtomicReference<Runnable> slot = (AtomicReference<Runnable>) handover[1];
    SignalTrap trap =
        new SignalTrap(signal, listener, log, slot, (AtomicBoolean) handover[2], handover[3]);
    synchronized (trap) {
      trap.previous = handover[4];
    }
    return trap;
  }

  /** The name of the signal that was handed on. */
  public static String nameOf(Object[] handover) {
    return (String) handover[0];
  }

  /**
   * What another deployment needs to go on: the name, the slot of the handler, whether a signal has
   * come, the handler, and the one before it. Types of the JDK, in an order that never changes.
   */
  public synchronized Object[] handover() {
    return new Object[] {signal.name(), slot, signalled, handler, previous};
  }

  /** Synchronized, so that a signal that comes at this very moment finds the previous handler. */
  private synchronized boolean install() throws ReflectiveOperationException {
    Object before = signal.install(handler);
    if (signal.ignores(before)) {
      signal.install(before);
      log.write(Message.SIGNAL_IGNORED, signal.name());
      return false;
    }
    previous = before;
    return true;
  }

  private synchronized @Nullable Object previous() {
    return previous;
  }

  /**
   * Puts the previous handler back; if another is on top of ours by now, ours only passes the
   * signal on from now on. To be called under {@link OsSignal#lock}.
   */
  public void release() {
    Object before = previous();
    if (before == null) {
      return;
    }
    try {
      slot.set(signal.delivery(before));
      Object top = signal.install(before);
      if (top != handler) {
        signal.install(top);
        log.write(Message.SIGNAL_TAKEN_BY_ANOTHER, signal.name(), top.getClass().getName());
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.failure(e, Message.SIGNAL_NOT_RELEASED, signal.name());
    }
  }

  /**
   * On a thread of the JVM's own, a new one for each signal. Whatever fails here, the server stops:
   * this deployment may just have been undeployed, and its classes unloaded.
   */
  private void signalled() {
    boolean repeated = false; // If so, the thread of the first hands over.
    try {
      FirstSignal.Order order = listener.arrived();
      repeated = order == FirstSignal.Order.REPEATED;
      // Not by one that is repeated: it may be ahead of its first here.
      boolean before = !repeated && signalled.getAndSet(true);
      if (order == FirstSignal.Order.FIRST && !before) {
        listener.onSignal();
      } else if (!repeated) {
        listener.onLaterSignal();
      }
    } catch (Throwable e) { // NOPMD: whatever it is, the server must stop
      log.failure(e, Message.DRAIN_FAILED);
    } finally {
      if (!repeated) {
        callPrevious();
      }
    }
  }

  private void callPrevious() {
    Object before = previous();
    try {
      if (before != null && signal.isDefault(before)) {
        exit(signal.exitCode()); // As the JVM does for SIGTERM.
      } else if (before != null) {
        signal.deliverTo(before);
        log.write(Message.PREVIOUS_HANDLER_RETURNED, signal.name(), before.getClass().getName());
      }
    } catch (Throwable e) { // NOPMD: an Error too, as of a full heap
      try {
        log.failure(e, Message.PREVIOUS_HANDLER_FAILED, signal.name());
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
