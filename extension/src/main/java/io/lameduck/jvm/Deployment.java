package io.lameduck.jvm;

import io.lameduck.core.Drain;
import io.lameduck.core.Messages;
import io.lameduck.core.MonotonicClock;
import io.lameduck.core.PathSet;
import io.lameduck.core.RequestGate;
import io.lameduck.core.Settings;
import io.lameduck.core.Trigger;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of Lameduck in one deployment share. The parts are made by different containers at
 * different times (CDI, servlet, health), so they meet in a static field of this class: there is
 * one per class loader of the jar, that is, one per WAR that carries it.
 */
public final class Deployment {

  private static volatile @Nullable Deployment current;

  private final Settings settings;
  private final Messages messages;
  private final Drain drain;
  private final PathSet excluded;
  private final AtomicBoolean armed = new AtomicBoolean();
  private List<SignalTrap> traps = List.of();

  private Deployment(Settings settings, Messages messages) {
    this.settings = settings;
    this.messages = messages;
    this.drain =
        new Drain(
            settings, new RequestGate(), MonotonicClock.system(), InstantSource.system(), messages);
    this.excluded = new PathSet(settings.exclude());
  }

  /** The deployment of this class loader; null before {@link #open} and after {@link #stop}. */
  public static @Nullable Deployment current() {
    return current;
  }

  /** Begins a deployment. Nothing outside this class loader is touched before {@link #arm}. */
  public static Deployment open(Settings settings, Messages messages) {
    Deployment opened = new Deployment(settings, messages);
    current = opened;
    return opened;
  }

  /** Whether Lameduck does anything here. */
  public boolean enabled() {
    return settings.enabled();
  }

  /** The one drain of this deployment. */
  public Drain drain() {
    return drain;
  }

  /** The request paths that are neither counted nor traffic. */
  public PathSet excluded() {
    return excluded;
  }

  /** Takes the signals and says so in the log; only the first call does anything. */
  public void arm() {
    if (!enabled() || !armed.compareAndSet(false, true)) {
      return;
    }
    AtomicBoolean draining = new AtomicBoolean();
    List<SignalTrap> taken =
        settings.signals().stream()
            .map(name -> SignalTrap.set(name, drain, settings.drainTime(), draining, messages))
            .filter(Objects::nonNull)
            .toList();
    synchronized (this) {
      traps = taken;
    }
    Set<String> names =
        taken.stream().map(SignalTrap::name).collect(Collectors.toCollection(LinkedHashSet::new));
    messages.armed(names, settings);
  }

  /**
   * The application stops: waits for what is in flight, unless a drain has already done so, and
   * leaves nothing behind. Blocks for at most the time of a drain; never throws. Every further call
   * finds nothing to do.
   */
  public void stop() {
    if (armed.get()) {
      try {
        drain.run(Trigger.APPLICATION_STOP);
      } catch (RuntimeException | Error e) {
        messages.drainFailed(e);
      }
      release().forEach(SignalTrap::release);
    }
    if (current == this) {
      current = null;
    }
  }

  private synchronized List<SignalTrap> release() {
    List<SignalTrap> held = traps;
    traps = List.of();
    return held;
  }
}
