package io.lameduck.jvm;

import io.lameduck.core.Drain;
import io.lameduck.core.Messages;
import io.lameduck.core.Settings;
import io.lameduck.core.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;

/**
 * One deployment's place among all of the JVM: what the others see of it, and the signals that it
 * handles for all. For each signal there is one that does; when it leaves, another takes over.
 */
final class Membership implements DrainMBean {

  private final Settings settings;
  private final Drain drain;
  private final GoAways goAways;
  private final Messages messages;
  private final Neighbours neighbours;
  private final JvmDrain jvmDrain;
  private final Map<String, SignalTrap> traps = new ConcurrentHashMap<>();
  private volatile List<ServerStop> serverStops = List.of();
  private volatile boolean leaving;

  Membership(
      Settings settings, Drain drain, GoAways goAways, Neighbours neighbours, Messages messages) {
    this.settings = settings;
    this.drain = drain;
    this.goAways = goAways;
    this.messages = messages;
    this.neighbours = neighbours;
    this.jvmDrain = new JvmDrain(drain, settings.drainTime(), neighbours, messages);
  }

  /**
   * Joins the others and takes the signals that none of them has; what goes wrong is logged.
   *
   * @return what begins the drain of all, as people call it
   */
  List<String> join(String application) {
    try {
      neighbours.join(this, application);
    } catch (JMException | RuntimeException e) {
      messages.neighboursUnknown(e);
    }
    List<String> triggers = new ArrayList<>();
    for (String name : settings.signals()) {
      if (take(name)) {
        triggers.add("SIG" + name);
      }
    }
    serverStops = ServerStop.hold(jvmDrain::onServerStop, messages);
    serverStops.forEach(stop -> triggers.add(stop.server() + "'s own stop"));
    jvmDrain.joinOneThatRuns();
    return triggers;
  }

  private boolean take(String name) {
    try {
      OsSignal signal = new OsSignal(name);
      synchronized (signal.lock()) {
        if (neighbours.handle(name)) {
          return true;
        }
        SignalTrap trap = SignalTrap.set(signal, jvmDrain, messages);
        if (trap != null) {
          traps.put(name, trap);
        }
        return trap != null;
      }
    } catch (IllegalArgumentException e) {
      messages.signals().signalRefused(name, String.valueOf(e.getMessage()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      messages.signals().signalsUnknown(name, e);
    }
    return false;
  }

  /** Hands the signals on, or puts the handlers back, and leaves nothing behind. */
  void leave() {
    serverStops.forEach(ServerStop::release);
    settings.signals().forEach(this::giveUp);
    jvmDrain.awaitPrepared();
    try {
      neighbours.leave();
    } catch (JMException | RuntimeException e) {
      messages.neighboursUnknown(e);
    }
  }

  /** Under the lock, so that nobody hands us the signal while we go, and is believed. */
  private void giveUp(String name) {
    try {
      synchronized (new OsSignal(name).lock()) {
        leaving = true;
        SignalTrap trap = traps.remove(name);
        if (trap != null) {
          Object[] parts = trap.parts();
          if (neighbours.others().stream().noneMatch(other -> neighbours.adopts(other, parts))) {
            trap.release();
          }
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      messages.signals().signalNotReleased(name, e);
    }
  }

  @Override
  public boolean adopt(Object[] trap) {
    String name = SignalTrap.nameOf(trap);
    if (leaving || !settings.signals().contains(name)) {
      return false;
    }
    try {
      traps.put(name, SignalTrap.adopted(trap, jvmDrain, messages));
      return true;
    } catch (ReflectiveOperationException e) {
      messages.signals().signalsUnknown(name, e);
      return false;
    }
  }

  @Override
  public String getPhase() {
    return drain.stage().phase().name();
  }

  @Override
  public String getSince() {
    return drain.stage().since().toString();
  }

  @Override
  public long getActiveRequests() {
    return drain.activeRequests();
  }

  @Override
  public long getServedLate() {
    return drain.late().count();
  }

  @Override
  public long getRejected() {
    return drain.late().rejected();
  }

  @Override
  public long getGoAways() {
    return goAways.told();
  }

  @Override
  public void drain() {
    jvmDrain.onOperator();
  }

  @Override
  public boolean resume() {
    return jvmDrain.resume();
  }

  @Override
  public boolean resumeThis() {
    return drain.resumeWithAll();
  }

  @Override
  public long getDrainTimeMillis() {
    return settings.drainTime().toMillis();
  }

  @Override
  public long getAgeNanos() {
    return drain.ageForAll().orElse(-1);
  }

  @Override
  public boolean isResumable() {
    return drain.resumable();
  }

  @Override
  public long getQuietNanos() {
    return drain.quietNanos();
  }

  @Override
  public long getUndeliveredBytes() {
    return jvmDrain.undeliveredBytes();
  }

  @Override
  public String[] getSignals() {
    return traps.keySet().toArray(new String[0]);
  }

  @Override
  public void drain(String trigger, long start) {
    jvmDrain.runOwn(Trigger.named(trigger), start);
  }

  @Override
  public void cutShort() {
    drain.cutShort();
  }

  @Override
  public void interruptAbandoned() {
    jvmDrain.interruptOwn();
  }
}
