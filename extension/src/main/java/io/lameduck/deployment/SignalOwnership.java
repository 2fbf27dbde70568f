package io.lameduck.deployment;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.signal.OsSignal;
import io.lameduck.signal.SignalTrap;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signals that this deployment handles for all of the JVM. Each signal has one owner; when that
 * leaves, a peer takes over.
 */
final class SignalOwnership {

  private final Collection<String> wanted;
  private final JmxPeers peers;
  private final SignalTrap.Listener listener;
  private final Log log;
  private final Map<String, SignalTrap> traps = new ConcurrentHashMap<>();
  private volatile boolean leaving;

  SignalOwnership(
      Collection<String> wanted, JmxPeers peers, SignalTrap.Listener listener, Log log) {
    this.wanted = wanted;
    this.peers = peers;
    this.listener = listener;
    this.log = log;
  }

  /**
   * Takes the signal, if no peer has it; logs why if that fails.
   *
   * @return whether this deployment or a peer handles it now
   */
  boolean take(String name) {
    try {
      OsSignal signal = new OsSignal(name);
      synchronized (signal.lock()) {
        if (peers.haveTaken(name)) {
          return true;
        }
        SignalTrap trap = SignalTrap.set(signal, listener, log);
        if (trap != null) {
          traps.put(name, trap);
        }
        return trap != null;
      }
    } catch (IllegalArgumentException e) {
      log.write(Message.SIGNAL_REFUSED, name, e.getMessage());
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.write(Message.NO_SIGNALS, name, e);
    }
    return false;
  }

  /** Hands all signals on to peers, or puts the handlers before them back. */
  void giveUp() {
    wanted.forEach(this::giveUp);
  }

  /** Under the lock, so that no peer hands over the signal meanwhile, and is believed. */
  private void giveUp(String name) {
    OsSignal signal;
    try {
      signal = new OsSignal(name);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return; // This JVM has no such signal: none was taken, and the start has said so.
    }
    try {
      synchronized (signal.lock()) {
        leaving = true;
        SignalTrap trap = traps.remove(name);
        if (trap != null) {
          Object[] handover = trap.handover();
          if (peers.all().stream().noneMatch(peer -> peers.adopts(peer, handover))) {
            trap.release();
          }
        }
      }
    } catch (RuntimeException e) {
      log.failure(e, Message.SIGNAL_NOT_RELEASED, name);
    }
  }

  /** Takes a signal over from a peer that leaves; false if there is no use for it here. */
  boolean adopt(Object[] trap) {
    String name = SignalTrap.nameOf(trap);
    if (leaving || !wanted.contains(name)) {
      return false;
    }
    try {
      traps.put(name, SignalTrap.fromHandover(trap, listener, log));
      return true;
    } catch (ReflectiveOperationException e) {
      log.write(Message.NO_SIGNALS, name, e);
      return false;
    }
  }

  /** The names of those that are handled here. */
  String[] owned() {
    return traps.keySet().toArray(new String[0]);
  }
}
